import numpy as np

from analysis.text.reading import read_comments
from analysis.text.terms import find_terms


def test_terms_are_counted_as_by_hand() -> None:
    comments = ["slow price tool", "slow price desk", "slow price list", *["coaching talk"] * 20, "price price"]
    corpus = read_comments(comments).corpus
    terms = find_terms(corpus)
    counts = terms.count(corpus).toarray()
    names = [terms.words[i] for i in terms.singles]
    pairs = [(terms.words[code // len(terms.words)], terms.words[code % len(terms.words)]) for code in terms.pairs]
    assert names == ["price", "slow"]  # "coach" and "talk" stand in more than 60 %, the others once
    assert pairs == [("slow", "price")]
    assert counts[0].tolist() == [1, 1, 1]
    assert counts[-1].tolist() == [2, 0, 0]


def test_words_of_later_comments_are_found_in_the_same_columns() -> None:
    terms = find_terms(
        read_comments(["slow price tool", "slow price desk", "slow price list"] * 7 + ["more"] * 30).corpus
    )
    later = read_comments(["unknown words", "a price, and slow price approvals"]).corpus
    counts = terms.count(later).toarray()
    names = [terms.words[i] for i in terms.singles]
    assert counts[0].sum() == 0
    assert counts[1][names.index("price")] == 2
    assert counts[1][-1] == 1


def test_a_pair_never_reaches_into_the_next_comment() -> None:
    corpus = read_comments(["slow", "price"] * 30 + ["words"] * 20).corpus
    assert find_terms(corpus).pairs.tolist() == [
        code for code in find_terms(corpus).pairs if corpus.words[code // len(corpus.words)] == "word"
    ]


def test_nothing_to_count_is_an_empty_matrix() -> None:
    corpus = read_comments(["", "7"]).corpus
    assert find_terms(corpus).count(corpus).shape == (2, 0)
    assert np.array_equal(corpus.lengths, [0, 0])
