"""The codebook's learned weights: one logistic regression per construct, trained at first use on our own examples."""

import csv
import io
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis.text.codebook_features import (
    Block,
    concept_occurrences,
    learn_block,
    neighbour_occurrences,
    seed_columns,
    seed_matrix,
    word_occurrences,
)
from analysis.text.codebook_hits import seed_hits
from analysis.text.codebook_seeds import codebook
from analysis.text.codebook_words import CLAUSE_MARKS, ReadComments, read_for_codebook
from analysis.text.words import stem_of

if TYPE_CHECKING:
    from analysis.text.codebook_features import Matrix

Probabilities = NDArray[np.float64]

WORD_WEIGHT: Final = 1.0
NEIGHBOUR_WEIGHT: Final = 0.5
CONCEPT_WEIGHT: Final = 0.5
SEED_CHANCE: Final = 0.75
"""A strong seed makes its construct at least this probable, whatever the other words say."""


class Example(NamedTuple):
    """A comment that we wrote: in whose voice, what it says, the constructs it is about."""

    voice: str
    text: str
    codes: frozenset[str]


@cache
def examples() -> tuple[Example, ...]:
    """The shipped examples, in the file's order."""
    text = files("analysis.data").joinpath("codebook_examples_en.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(io.StringIO(text), delimiter=";")
    return tuple(Example(row["voice"], row["text"], frozenset(row["codes"].split())) for row in rows)


@dataclass(frozen=True)
class Settings:
    """What cross-validation chose once (benchmarks/codebook.py prints it): C and each construct's threshold."""

    inverse_penalty: float
    thresholds: NDArray[np.float64]


@cache
def settings() -> Settings:
    """The shipped settings."""
    written = tomllib.loads(files("analysis.data").joinpath("codebook_settings.toml").read_text(encoding="utf-8"))
    thresholds = np.array([written["thresholds"][code] for code in codebook().constructs])
    return Settings(written["inverse_penalty"], thresholds)


@dataclass(frozen=True)
class CodebookModel:
    """The trained weights.

    known: words that spelling is mended to. stems: stem -> number. words, neighbours, concepts: the feature blocks.
    weights: (features, constructs), features in the blocks' order and the seeds last. intercepts: (constructs,).
    """

    known: frozenset[str]
    stems: dict[str, int]
    words: Block
    neighbours: Block
    concepts: Block
    weights: NDArray[np.float64]
    intercepts: NDArray[np.float64]

    def read(self, texts: Sequence[str]) -> ReadComments:
        return read_for_codebook(texts, self.known)

    def scores(self, texts: Sequence[str]) -> Probabilities:
        """(texts, constructs) how probable each construct is; 0 for a text without words."""
        comments = self.read(texts)
        features = feature_matrix(comments, self.stems, (self.words, self.neighbours, self.concepts))
        chances = 1 / (1 + np.exp(-(features @ self.weights + self.intercepts)))
        strong = features[:, -seed_columns() :][:, : len(_codes())].toarray() > 0
        chances = np.where(strong, np.maximum(chances, SEED_CHANCE), chances)
        empty = np.diff(comments.offsets) == 0
        chances[empty] = 0.0
        return np.asarray(chances)


@cache
def shipped_model() -> CodebookModel:
    """The model of all shipped examples, trained once a process."""
    return train(examples(), settings().inverse_penalty)


def train(taught: Sequence[Example], inverse_penalty: float) -> CodebookModel:
    """Learn weights from examples: one-vs-rest logistic regression (liblinear, seeded), the same on every machine."""
    known = known_words(example.text for example in taught)
    comments = read_for_codebook([example.text for example in taught], known)
    stems = _stems(comments)
    blocks = _learn_blocks(comments, stems)
    features = _with_and_without_seeds(feature_matrix(comments, stems, blocks))
    fitted = [_fit(features, [code in example.codes for example in taught] * 2, inverse_penalty) for code in _codes()]
    weights = np.stack([weight for weight, _ in fitted], axis=1)
    return CodebookModel(known, stems, *blocks, weights, np.array([intercept for _, intercept in fitted]))


def _with_and_without_seeds(features: "Matrix") -> "Matrix":
    """Every example twice, once as if no seed stood in it, so that its other words learn to carry the construct too."""
    from scipy import sparse

    plain = features.copy()
    plain.data[plain.indices >= plain.shape[1] - seed_columns()] = 0.0
    return sparse.csr_matrix(sparse.vstack([features, plain]))


def _codes() -> tuple[str, ...]:
    return codebook().constructs


def known_words(texts: Iterable[str]) -> frozenset[str]:
    """Words in two examples or more, and the concepts' words: none of these is a slip of the keyboard."""
    counts = Counter(word for text in texts for word in set(re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)*", text.lower())))
    often = (word for word, count in counts.items() if count > 1)
    return frozenset([*often, *(word for word in codebook().concepts if not word.endswith("*"))])


def _stems(comments: ReadComments) -> dict[str, int]:
    stems = sorted({stem_of(word) for word in comments.types if word not in CLAUSE_MARKS})
    return {stem: number for number, stem in enumerate(stems)}


def _learn_blocks(comments: ReadComments, stems: dict[str, int]) -> tuple[Block, Block, Block]:
    rows = len(comments)
    return (
        learn_block(word_occurrences(comments, stems), rows, 1, WORD_WEIGHT),
        learn_block(neighbour_occurrences(comments, stems), rows, 2, NEIGHBOUR_WEIGHT),
        learn_block(concept_occurrences(comments), rows, 2, CONCEPT_WEIGHT),
    )


def feature_matrix(comments: ReadComments, stems: dict[str, int], blocks: tuple[Block, Block, Block]) -> "Matrix":
    """(comments, features) of words, neighbours, concepts and seeds."""
    from scipy import sparse

    rows, (words, neighbours, concepts) = len(comments), blocks
    parts = [
        words.matrix(word_occurrences(comments, stems), rows),
        neighbours.matrix(neighbour_occurrences(comments, stems), rows),
        concepts.matrix(concept_occurrences(comments), rows),
        seed_matrix(seed_hits(comments)),
    ]
    return sparse.csr_matrix(sparse.hstack(parts))


def _fit(features: "Matrix", about: list[bool], inverse_penalty: float) -> tuple[NDArray[np.float64], float]:
    from sklearn.linear_model import LogisticRegression

    fitted = LogisticRegression(C=inverse_penalty, solver="liblinear", random_state=0, max_iter=300)
    fitted.fit(features, np.array(about))
    return fitted.coef_[0], float(fitted.intercept_[0])
