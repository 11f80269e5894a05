import numpy as np

from analysis.text.reading import read_comments
from analysis.text.terms import find_terms
from analysis.text.views import Points, fit_views

SUBJECTS = ("price", "discount", "approval", "desk"), ("coaching", "feedback", "practice", "lesson")
REPEATS = 40


def points_of(comments: list[str]) -> Points:
    corpus = read_comments(comments).corpus
    terms = find_terms(corpus)
    counts = terms.count(corpus)
    return fit_views(counts, terms.single_words, 0).points(counts)


def some_comments() -> list[str]:
    rng = np.random.default_rng(1)
    filler = [f"detail{letter}{other}" for letter in "abcdefgh" for other in "klmnopqr"]
    return [
        " ".join([*rng.choice(SUBJECTS[row % 2], 2, replace=False), rng.choice(filler)]) for row in range(4 * REPEATS)
    ]


def test_places_are_unit_rows() -> None:
    lengths = np.linalg.norm(points_of(some_comments()), axis=1)
    assert np.allclose(lengths, 1, atol=1e-5)


def test_comments_that_share_no_word_lie_close_when_their_words_keep_the_same_company() -> None:
    comments = [*some_comments(), "price discount", "approval desk", "coaching feedback"]
    price, desk, coaching = points_of(comments)[-3:]
    assert price @ desk > price @ coaching + 0.1


def test_a_misspelt_word_lies_close_to_the_right_one() -> None:
    comments = [*some_comments(), "coaching coaching", "coachin coachin", "discount discount"] * 2
    right, wrong, other = points_of(comments)[-3:]
    assert right @ wrong > other @ wrong + 0.1


def test_two_comments_are_enough_to_have_places() -> None:
    assert points_of(["slow price approval", "more coaching talks"]).shape[0] == 2


def pull_of_the_rare_word(common: str) -> float:
    """How much closer "tractor market" lies to "tractor", which few say, than to "market"; half of all say `common`."""
    rng = np.random.default_rng(2)
    filler = [f"detail{letter}{other}" for letter in "abcdefgh" for other in "klmnopqr"]
    comments = [
        " ".join([*rng.choice(filler, 3, replace=False), "market" * (row % 10 == 0), common * (row % 2)])
        for row in range(10 * REPEATS)
    ]
    rare, both, often = points_of([*comments, "tractor", "tractor market", "market"])[-3:]
    return float(both @ rare - both @ often)


def test_a_rare_word_weighs_more_but_not_more_than_what_all_talk_about() -> None:
    assert pull_of_the_rare_word("") > pull_of_the_rare_word("staff") + 0.1
