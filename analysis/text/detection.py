"""Which language each comment is written in: English, German, Spanish, French, or another.

Function words tell long comments apart; only where they show more than one language, or none, is py3langid's model (a
naive Bayes classifier over bytes; Lui & Baldwin 2012) loaded, which ships with its package. It scores word types, not
comments, so that a million comments cost no more than their vocabulary.
"""

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from analysis.data import read_lines
from analysis.text.corpus import Ids
from analysis.text.tokens import Tokens
from analysis.text.words import LANGUAGES, stop_words, word_list

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

Shares: TypeAlias = Mapping[str, float]
"""Language codes with the share of the comments written in each."""

CERTAIN_WORDS: Final = 6
"""Words a comment needs before its language can be certain."""
CERTAIN_EVIDENCE: Final = 2
"""Function words of one language alone that it needs for that, and twice as many as of any other."""
FEWEST: Final = 10
"""Certain comments with which a language counts,"""
FEWEST_IN_FEW: Final = 3
LEAST_SHARE: Final = 0.02
"""or, in a small file, this share of the comments, and no fewer than three."""

DOUBTED_WORDS: Final = 8
"""Words of a comment that is asked whether it is in any of our languages, if at most a tenth of them speak for one."""

_LOADED_FOR: Final = 0.03
_LOADED_FROM: Final = 20_000
"""The share of doubted comments, and the number of comments, from which the model is worth a second of loading."""
_UNITS: Final = 1_000
"""Scores are whole thousandths: their sums do not depend on the order of the words."""
_FUNCTION_WORD: Final = 4 * _UNITS
_DOUBT: Final = 8 * _UNITS
_CHECKED: Final = 200
_ASKED: Final = 2_000
_WORDS_TO_JUDGE: Final = 20
_NOWHERE: Final = -1
_LARGEST: Final = 1e30


@dataclass(frozen=True)
class Languages:
    """The languages of n comments.

    codes: (n,) ISO 639-1, "" for those we do not read. other: (n,) whether a comment is in a language that is none
    of those in use. shares: the languages in use, with the share of each among the comments that are certain.
    """

    codes: NDArray[np.str_]
    other: NDArray[np.bool_]
    shares: Shares


def detect_languages(tokens: Tokens, keys: NDArray[np.uint64], known: Shares | None = None) -> Languages:
    """The language of each comment. `keys` (n,) are equal where the words are, and choose samples by what is written.

    The languages in use come first, from the comments whose language is certain; each comment is then in one of those.
    `known` gives them where they are known already.
    """
    evidence = tokens.sums(_evidence(tokens.types))
    certain = _certain(evidence, tokens.lengths)
    strange = _strange(tokens, evidence.max(axis=1, initial=0), keys)
    shares = _shares_in_use(tokens, evidence, certain, strange, keys) if known is None else known
    codes = _likeliest(tokens, evidence, shares)
    certain_codes = np.array([*LANGUAGES, ""])[certain]
    other = ~np.isin(codes, LANGUAGES) | (strange != "") | _in_another_script(tokens)
    other |= (certain_codes != "") & ~np.isin(certain_codes, list(shares))
    has_words = tokens.lengths > 0
    codes[other | ~has_words] = ""
    few = 2 * int(other.sum()) <= int(has_words.sum())
    return Languages(codes, other & has_words if few else np.zeros_like(other), shares)


@cache
def _function_words() -> dict[str, int]:
    """The function words that only one language has, with its place in LANGUAGES."""
    lists = [stop_words(code) | frozenset(read_lines(f"negations_{code}.txt")) for code in LANGUAGES]
    common = [frozenset().union(*(other for other in lists if other is not own)) for own in lists]
    alone = [own - others for own, others in zip(lists, common, strict=True)]
    misleading = word_list("english_content_words.txt")
    return {word: place for place, own in enumerate(alone) for word in own if place == 0 or word not in misleading}


def _evidence(types: Sequence[str]) -> NDArray[np.int64]:
    """Whether each word is a function word of one language only, (types, languages)."""
    known = _function_words()
    places = np.array([known.get(word, _NOWHERE) for word in types], dtype=np.int64)
    return np.asarray(places[:, None] == np.arange(len(LANGUAGES)), dtype=np.int64)


def _certain(evidence: NDArray[np.int64], words: Ids) -> Ids:
    """The place in LANGUAGES of the language that a comment is certainly in, (n,); -1 where none is certain."""
    ranked = np.sort(evidence, axis=1)
    clear = (ranked[:, -1] >= CERTAIN_EVIDENCE) & (ranked[:, -1] >= 2 * ranked[:, -2])
    return np.where(clear & (words >= CERTAIN_WORDS), evidence.argmax(axis=1), _NOWHERE)


def _shares_in_use(
    tokens: Tokens, evidence: NDArray[np.int64], certain: Ids, strange: NDArray[np.str_], keys: NDArray[np.uint64]
) -> Shares:
    counts = {code: int((certain == place).sum()) for place, code in enumerate(LANGUAGES)}
    for place, code in enumerate(LANGUAGES[1:], 1):
        if counts[code] >= FEWEST_IN_FEW and not _confirmed(tokens, _sample(certain == place, keys, _CHECKED), code):
            counts[code] = 0
    found, numbers = np.unique(strange[strange != ""], return_counts=True)
    counts |= dict(zip(found.tolist(), numbers.tolist(), strict=True))
    least = min(FEWEST, max(FEWEST_IN_FEW, LEAST_SHARE * sum(counts.values())))
    counts = {code: count for code, count in counts.items() if count >= least}
    return {code: count / sum(counts.values()) for code, count in counts.items()} or _only_language(tokens, evidence)


def _only_language(tokens: Tokens, evidence: NDArray[np.int64]) -> Shares:
    """The language of comments too short for certainty, taken together; the first of ours where they say too little."""
    totals = evidence.sum(axis=0)
    if totals.max() < CERTAIN_EVIDENCE and len(tokens.ids) >= _WORDS_TO_JUDGE:
        totals = tokens.sums(_scores(tokens.types, LANGUAGES)).sum(axis=0)
    return {LANGUAGES[int(totals.argmax())]: 1.0}


def _likeliest(tokens: Tokens, evidence: NDArray[np.int64], shares: Shares) -> NDArray[np.str_]:
    """The likeliest of the languages in use for each comment, (n,): by its words, and by how common the language is."""
    codes = sorted(shares)
    if len(codes) < 2:
        return np.full(len(tokens), codes[0], dtype="U3")
    scores = tokens.sums(_scores(tokens.types, codes))
    for place, code in enumerate(codes):
        scores[:, place] += round(_UNITS * np.log(shares[code]))
        scores[:, place] += _FUNCTION_WORD * evidence[:, LANGUAGES.index(code)] if code in LANGUAGES else -_DOUBT
    return np.asarray(np.array(codes, dtype="U3")[scores.argmax(axis=1)])


def _in_another_script(tokens: Tokens) -> NDArray[np.bool_]:
    """Whether most words of a comment are in no Latin letters, (n,)."""
    foreign = np.array([[not _is_latin(word)] for word in tokens.types], dtype=np.int64).reshape(-1, 1)
    return np.asarray(2 * tokens.sums(foreign)[:, 0] > tokens.lengths) if foreign.any() else np.zeros(len(tokens), bool)


def _is_latin(word: str) -> bool:
    return word.isascii() or all(letter < "\u0250" or "\u1e00" <= letter <= "\u1eff" for letter in word)


def _strange(tokens: Tokens, evidence: Ids, keys: NDArray[np.uint64]) -> NDArray[np.str_]:
    """The language of comments that are certainly in none of ours, such as Dutch, (n,); "" for all others.

    At most 2,000 are asked: a language that many write is found in these, and its other comments by their words.
    """
    long = tokens.lengths >= DOUBTED_WORDS
    doubted = _sample(long & (10 * evidence <= tokens.lengths), keys, _ASKED)
    result = np.full(len(tokens), "", dtype="U3")
    enough = len(tokens) >= _LOADED_FROM or len(doubted) >= _LOADED_FOR * int(long.sum())
    if len(doubted) >= FEWEST_IN_FEW and enough:
        named = [_model().classify(tokens.text(row))[0] for row in doubted.tolist()]
        result[doubted] = ["" if code in LANGUAGES else code for code in named]
    return result


def _sample(chosen: NDArray[np.bool_], keys: NDArray[np.uint64], most: int) -> Ids:
    """At most so many of the chosen rows: always those of the same texts."""
    rows = np.flatnonzero(chosen)
    return rows[np.argsort(keys[rows], kind="stable")[:most]]


def _confirmed(tokens: Tokens, rows: Ids, language: str) -> bool:
    """Whether the model, free to name any language it knows, names this one for most of the rows."""
    named = [_model().classify(tokens.text(row))[0] for row in rows.tolist()]
    return 2 * named.count(language) > len(rows)


@cache
def _model() -> "LanguageIdentifier":
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE)


def _scores(types: Sequence[str], codes: Sequence[str]) -> NDArray[np.int64]:
    """How well each word fits each language by the model, (types, codes), in thousandths of a log likelihood."""
    model, scores = copy(_model()), np.zeros((len(types), len(codes)))
    model.set_languages(codes)
    prior = dict(zip(model.nb_classes, model.nb_pc.tolist(), strict=True))
    for row, word in enumerate(types):
        ranked = dict(model.rank(f" {word} "))
        scores[row] = [ranked[code] - prior[code] for code in codes]
    scores[scores.min(axis=1) < -_LARGEST] = 0.0
    return np.asarray(np.rint((scores - scores.max(axis=1, keepdims=True)) * _UNITS), dtype=np.int64)
