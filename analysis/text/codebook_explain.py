"""Which words carried a tag of the codebook."""

from collections.abc import Iterator
from itertools import groupby
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis.text.codebook_features import (
    LENGTH_POWER,
    Block,
    Occurrence,
    concept_occurrences,
    neighbour_occurrences,
    word_occurrences,
)
from analysis.text.codebook_hits import SeedHit, seed_hits
from analysis.text.codebook_model import CodebookModel, settings, shipped_model
from analysis.text.codebook_seeds import Strength, codebook
from analysis.text.codebook_words import CLAUSE_MARKS, ReadComments

LEARNED_WORDS: Final = 3
"""How many words stand for a tag that no seed carries."""


class Hit(NamedTuple):
    """Words that carried a tag: the construct's code, the words as read, and whether they are a seed or learned."""

    construct: str
    words: str
    is_seed: bool


def explain(text: str) -> tuple[Hit, ...]:
    """The words behind each tag of one comment: its strong seeds, or else the words with most learned weight."""
    model = shipped_model()
    tagged = np.flatnonzero(model.scores([text])[0] >= settings().thresholds)
    comments = model.read([text])
    seeds = [hit for hit in seed_hits(comments)[0] if hit.strength is Strength.STRONG]
    return tuple(hit for place in tagged.tolist() for hit in _hits(model, comments, seeds, place))


def _hits(model: CodebookModel, comments: ReadComments, seeds: list[SeedHit], construct: int) -> Iterator[Hit]:
    code, text = codebook().constructs[construct], " ".join(comments.words(0))
    spans = _widest([hit for hit in seeds if hit.construct == construct])
    if spans:
        yield from (Hit(code, text[hit.start : hit.end], is_seed=True) for hit in spans)
    else:
        yield from (Hit(code, word, is_seed=False) for word in _learned_words(model, comments, construct))


def _widest(hits: list[SeedHit]) -> list[SeedHit]:
    """From hits that overlap the one that reaches furthest, in order."""
    longest = [max(group, key=lambda hit: hit.end) for _, group in groupby(sorted(hits, key=_place), key=_place)]
    kept: list[SeedHit] = []
    for hit in longest:
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept


def _place(hit: SeedHit) -> int:
    return hit.start


def _learned_words(model: CodebookModel, comments: ReadComments, construct: int) -> list[str]:
    """The words that add most to a construct's score, strongest first, each once."""
    weights = _weight_of_tokens(model, comments, construct)
    words = comments.words(0)
    order = [place for place in np.argsort(-weights, kind="stable").tolist() if weights[place] > 0]
    found = dict.fromkeys(words[place] for place in order if words[place] not in CLAUSE_MARKS)
    return list(found)[:LEARNED_WORDS]


def _weight_of_tokens(model: CodebookModel, comments: ReadComments, construct: int) -> NDArray[np.float64]:
    """(tokens,) what each token adds to the score, by itself, with its neighbour and with concepts before it."""
    weights, first = np.zeros(len(comments.ids)), 0
    for block, found in (
        (model.words, word_occurrences(comments, model.stems)),
        (model.neighbours, neighbour_occurrences(comments, model.stems)),
        (model.concepts, concept_occurrences(comments)),
    ):
        learned = model.weights[first : first + len(block.codes), construct]
        np.add.at(weights, found.tokens, _weight_of_found(block, found, learned))
        first += len(block.codes)
    return weights


def _weight_of_found(block: Block, found: Occurrence, learned: NDArray[np.float64]) -> NDArray[np.float64]:
    columns, known = block.columns(found.codes)
    values = np.where(known, block.idf[columns], 0.0)
    length = max(float(np.sqrt((values**2).sum())), 1.0) ** LENGTH_POWER
    return np.asarray(values * learned[columns] * block.weight / length)
