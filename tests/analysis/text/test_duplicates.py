from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from analysis.text.corpus import Corpus
from analysis.text.duplicates import NEAR, SHORTEST, first_of_duplicates, hash_of, mixed


def corpus_of(*comments: list[int]) -> Corpus:
    ids = np.array([word for comment in comments for word in comment], dtype=np.int32)
    offsets = np.cumsum([0, *[len(comment) for comment in comments]])
    return Corpus(tuple(str(word) for word in range(200)), ids, offsets.astype(np.int64))


def firsts(corpus: Corpus, order: list[int] | None = None) -> list[int]:
    different = np.arange(len(corpus), dtype=np.uint64)
    ranks = np.array(order or range(len(corpus)), dtype=np.int64)
    return [int(first) for first in first_of_duplicates(corpus, different, ranks)]


def likeness(one: list[int], other: list[int]) -> float:
    runs, others = set(pairwise(one)), set(pairwise(other))
    return len(runs & others) / len(runs | others)


def test_equal_keys_share_the_comment_that_is_first_in_the_order() -> None:
    keys = np.array([7, 5, 7, 5, 9], dtype=np.uint64)
    corpus = corpus_of([1], [2], [1], [2], [3])
    assert first_of_duplicates(corpus, keys, np.array([4, 3, 2, 1, 0])).tolist() == [2, 3, 2, 3, 4]


def test_two_comments_with_most_runs_in_common_are_one() -> None:
    words = list(range(20))
    assert firsts(corpus_of(words, [*words[:-1], 99], list(range(100, 120)))) == [0, 0, 2]


def test_short_comments_are_never_nearly_the_same() -> None:
    words = list(range(SHORTEST - 1))
    assert firsts(corpus_of(words, words)) == [0, 1]


def test_a_comment_joins_none_that_has_joined_another() -> None:
    words = list(range(40))
    near, nearer = [*words[:-3], 90, 91, 92], [*words[:-6], 93, 94, 95, 90, 91, 92]
    assert likeness(words, near) >= NEAR
    assert likeness(near, nearer) >= NEAR
    assert likeness(words, nearer) < NEAR
    assert firsts(corpus_of(words, near, nearer)) == [0, 0, 2]


@given(st.lists(st.lists(st.integers(0, 3), min_size=SHORTEST, max_size=12), min_size=2, max_size=12))
def test_only_comments_that_are_alike_are_joined_and_nearly_all_of_these(comments: list[list[int]]) -> None:
    found = firsts(corpus_of(*comments))
    for row, first in enumerate(found):
        assert first == row or likeness(comments[row], comments[first]) >= NEAR
    for row, comment in enumerate(comments):
        same = [place for place in range(row) if set(pairwise(comments[place])) == set(pairwise(comment))]
        assert not same or found[row] != row


def test_nearly_all_comments_at_the_threshold_are_found() -> None:
    rng = np.random.default_rng(5)
    originals = rng.permuted(np.tile(np.arange(200), (300, 1)), axis=1)[:, :29]
    changed = [[*original[:25], *rng.integers(0, 200, 4)] for original in originals.tolist()]
    assert 0.74 < np.mean([likeness(a, b) for a, b in zip(originals.tolist(), changed, strict=True)]) < 0.78
    found = firsts(corpus_of(*originals.tolist(), *changed))
    alike = [likeness(a, b) >= NEAR for a, b in zip(originals.tolist(), changed, strict=True)]
    joined = [first < 300 for first in found[300:]]
    assert sum(joined) >= 0.98 * sum(alike)
    assert not any(one and not other for one, other in zip(joined, alike, strict=True))


def test_no_comments_have_no_duplicates() -> None:
    assert firsts(corpus_of()) == []
    assert firsts(corpus_of([])) == [0]


def test_a_hash_is_the_same_everywhere() -> None:
    assert hash_of("coach") == 0x9CCCCB8680C06602
    assert len(set(mixed(np.arange(10_000, dtype=np.uint64)).tolist())) == 10_000
