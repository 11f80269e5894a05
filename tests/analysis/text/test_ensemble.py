import numpy as np

from analysis.text.ensemble import agreed_start
from analysis.text.reading import read_comments
from analysis.text.terms import find_terms
from analysis.text.views import fit_views

PRICES = [f"slow price approval at the desk {word}" for word in ("today", "again", "alpha", "beta", "gamma", "delta")]
TALKS = [
    f"more coaching talks with my manager {word}" for word in ("today", "again", "alpha", "beta", "gamma", "delta")
]


def start_of(comments: list[str], number: int, seed: int) -> list[int]:
    corpus = read_comments(comments).corpus
    terms = find_terms(corpus)
    counts = terms.count(corpus)
    points = fit_views(counts, terms.single_words, seed).points(counts)
    start: list[int] = agreed_start(counts, points, number, seed).labels.tolist()
    return start


def test_any_seed_starts_with_the_same_two_sides() -> None:
    for seed in range(5):
        start = start_of(PRICES + TALKS, 2, seed)
        assert start in ([0] * 6 + [1] * 6, [1] * 6 + [0] * 6)


def test_no_more_themes_are_started_than_there_are_different_comments() -> None:
    assert set(start_of(["slow price approval"] * 4 + ["more coaching talks"] * 4, 6, 0)) == {0, 1}


def test_comments_beyond_the_members_share_are_placed_too() -> None:
    rng = np.random.default_rng(3)
    words = np.array(["price", "desk", "discount", "approval"]), np.array(["coach", "talk", "manager", "call"])
    comments = [" ".join(rng.choice(words[n % 2], 3, replace=False)) for n in range(8_200)]
    start = np.array(start_of(comments, 2, 0))
    assert len(start) == 8_200
    assert len(set(start[::2])) == len(set(start[1::2])) == 1


def test_a_member_that_lacks_some_places_learns_from_all() -> None:
    words = ["price", "late", "coach", "talk", "report", "slow", "manager", "train", "quota", "leads", "legal", "desk"]
    pairs = [f"{one} {other}" for one, other in zip(words, [*words[1:], words[0]], strict=True)]
    turned = [" ".join(reversed(pair.split())) for pair in pairs[:4]]
    assert max(start_of(pairs + turned, 11, 0)) == 10  # a warning of fewer clusters would be an error here
