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
    assert terms.single_words == names
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


def test_in_fewer_than_twenty_comments_every_stem_counts_and_from_then_on_one_that_two_share() -> None:
    said = ["price", *["coaching"] * 18]
    assert find_terms(read_comments(said).corpus).single_words == ["coach", "price"]
    assert find_terms(read_comments([*said, "travel"]).corpus).single_words == []
    assert find_terms(read_comments([*said, "price"]).corpus).single_words == ["price"]
    assert find_terms(read_comments(["price"] * 12 + ["travel"] * 8).corpus).single_words == ["price", "travel"]
    assert find_terms(read_comments(["price"] * 13 + ["travel"] * 7).corpus).single_words == ["travel"]


def test_the_first_word_of_all_is_half_of_a_pair_as_any_other() -> None:
    corpus = read_comments(["approval price"] * 3 + ["price approval"] * 3 + ["travel"] * 20).corpus
    terms = find_terms(corpus)
    assert terms.words[:2] == ("approv", "price")
    counts = terms.count(corpus).toarray()
    assert counts[:6].tolist() == [[1, 1, 1, 0]] * 3 + [[1, 1, 0, 1]] * 3


def test_pairs_that_nobody_shares_have_no_column() -> None:
    corpus = read_comments(["slow price desk", "weekly coaching talk"]).corpus
    terms = find_terms(corpus)
    assert terms.count(corpus).toarray().sum(axis=1).tolist() == [3, 3]
    with_one = read_comments(["slow price"] * 3 + ["weekly coaching"] * 2).corpus
    assert find_terms(with_one).count(with_one).toarray().sum(axis=1).tolist() == [3, 3, 3, 2, 2]
