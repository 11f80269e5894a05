"""Who is measured: our model, scikit-learn's examples, and the two that stand on a neural network."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

Mode: TypeAlias = Literal["true", "auto"]
"""Whether an estimator is told how many labels there are."""

READING_NAMES: Final = {
    "all": "",
    "clear": ", its least clear fifth left out of the comparison",
    "nearest": ", noise given to the nearest",
}
SHORT_READING_NAMES: Final = {"all": "", "clear": ", clear", "nearest": ", nearest"}


@dataclass(frozen=True)
class Contestant:
    """An estimator `module:Class` that takes part where it can; `embeds` if it needs the peers' environment."""

    name: str
    estimator: str
    modes: tuple[Mode, ...]
    embeds: bool = False

    def named(self, reading: str) -> str:
        return self.name + READING_NAMES[reading]

    def shortly_named(self, reading: str) -> str:
        return self.name + SHORT_READING_NAMES[reading]


OURS: Final = Contestant("ThemeModel", "analysis.text.themes:ThemeModel", ("true", "auto"))
MINILM: Final = Contestant("MiniLM + KMeans", "benchmarks.embedding_peers:MiniLmKMeans", ("true",), embeds=True)
BERTOPIC: Final = Contestant("BERTopic", "benchmarks.embedding_peers:BertopicAsItComes", ("auto",), embeds=True)
SIMPLE_PEERS: Final = (
    Contestant("TF-IDF + KMeans", "benchmarks.simple_peers:TfidfKMeans", ("true",)),
    Contestant("LSA + KMeans", "benchmarks.simple_peers:LsaKMeans", ("true",)),
    Contestant("NMF", "benchmarks.simple_peers:Nmf", ("true",)),
    Contestant("LDA", "benchmarks.simple_peers:Lda", ("true",)),
)
EMBEDDING_PEERS: Final = (MINILM, BERTOPIC)


def peers(which: str) -> tuple[Contestant, ...]:
    """Return the peers of `--peers`: none, simple or all."""
    return {"none": (), "simple": SIMPLE_PEERS, "all": (*SIMPLE_PEERS, *EMBEDDING_PEERS)}[which]


def named_estimator(path: str) -> Contestant:
    """Return somebody's own estimator, `module:Class`, as a contestant."""
    return OURS if path == OURS.estimator else Contestant(path.partition(":")[2] or path, path, ("true", "auto"))
