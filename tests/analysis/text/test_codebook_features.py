"""What the codebook's learned weights look at."""

import numpy as np
import pytest

from analysis.text.codebook_features import (
    LENGTH_POWER,
    Occurrence,
    concept_occurrences,
    concepts_of,
    learn_block,
    neighbour_occurrences,
    seed_matrix,
    word_occurrences,
)
from analysis.text.codebook_hits import SeedHit
from analysis.text.codebook_seeds import Strength, codebook
from analysis.text.codebook_words import ReadComments, read_for_codebook

STEMS = {"talk": 0, "coach": 1, "week": 2}


def read(*texts: str) -> ReadComments:
    return read_for_codebook(texts, frozenset())


def found(occurrence: Occurrence) -> list[tuple[int, ...]]:
    """The comment, code and token of each feature, in order."""
    return sorted(zip(*(each.tolist() for each in occurrence), strict=True))


def pairs(text: str) -> list[tuple[str, str]]:
    """The pairs of concepts of a comment, by a word of each."""
    names = codebook().concept_names
    codes = [code for code in concept_occurrences(read(text)).codes.tolist() if code >= len(names)]
    return sorted((names[code // len(names) - 1], names[code % len(names)]) for code in codes)


def test_words_stand_by_their_stems_and_pairs_only_side_by_side_in_one_clause() -> None:
    comments = read("Talks, coaching weeks", "unknown", "week talk")
    assert found(word_occurrences(comments, STEMS)) == [(0, 0, 0), (0, 1, 2), (0, 2, 3), (2, 0, 6), (2, 2, 5)]
    assert found(neighbour_occurrences(comments, STEMS)) == [(0, 1 * 3 + 2, 3), (2, 2 * 3 + 0, 6)]


def test_the_weights_of_a_block_are_those_worked_by_hand() -> None:
    # Word 7 stands in both of two comments, word 9 in one, twice. The third comment has nothing.
    occurrence = Occurrence(np.array([0, 1, 1, 1]), np.array([7, 7, 9, 9]), np.arange(4))
    block = learn_block(occurrence, 3, 1, 0.5)
    assert block.codes.tolist() == [7, 9]
    assert block.idf == pytest.approx([np.log(4 / 3) + 1, np.log(4 / 2) + 1])
    row = np.array([block.idf[0], (1 + np.log(2)) * block.idf[1]])
    expected = [[0.5 * block.idf[0] ** (1 - LENGTH_POWER), 0], 0.5 * row / np.hypot(*row) ** LENGTH_POWER, [0, 0]]
    assert block.matrix(occurrence, 3).toarray() == pytest.approx(np.array([list(each) for each in expected]))
    assert learn_block(occurrence, 3, 2, 0.5).codes.tolist() == [7]


def test_a_word_has_the_concepts_of_itself_and_of_its_beginning() -> None:
    concepts = codebook().concepts
    for written, places in list(concepts.items())[:40]:
        assert set(places) <= set(concepts_of(written.removesuffix("*")))
    assert concepts_of("xylophone") == ()


def test_concepts_are_paired_within_four_words_of_a_sentence_over_commas() -> None:
    one, other = _two_words_of_different_concepts()
    pair = pairs(f"{one} {other}")
    assert pair
    assert pairs(f"{one}, xy xy xy {other}") == pair
    assert pairs(f"{one} xy xy xy xy {other}") == []
    assert pairs(f"{one}. {other}") == []
    assert pairs(f"{other} {one}") == sorted((second, first) for first, second in pair)


def _two_words_of_different_concepts() -> tuple[str, str]:
    """Two plain words of one concept each."""
    single = [word for word in codebook().concepts if len(concepts_of(word)) == 1 and word.isalpha()]
    return single[0], next(word for word in single if concepts_of(word) != concepts_of(single[0]))


def test_seeds_count_less_the_oftener_they_stand() -> None:
    constructs = len(codebook().constructs)
    hits = [(SeedHit(2, Strength.WEAK, 0, 1),) * times for times in range(5)]
    counts = seed_matrix([*hits, (SeedHit(0, Strength.STRONG, 0, 1), SeedHit(1, Strength.TRAP, 0, 1))]).toarray()
    assert counts[:5, constructs + 2] == pytest.approx(0.5 * np.log2([1, 2, 3, 4, 4]))
    assert np.flatnonzero(counts[5]).tolist() == [0, 2 * constructs + 1]
    assert counts[5, [0, 2 * constructs + 1]].tolist() == [1.0, 0.3]
