"""The comments of a wave and all before it, each masked with its own names, with who wrote them as numbers only."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from analysis.tables import Comment, EarlierWave, WaveSettings, WaveTable
from analysis.text.masking import mask_comments

Ids: TypeAlias = NDArray[np.int64]


@dataclass(frozen=True)
class Written:
    """The comments of all waves, n of them, the last wave being the one that is analysed.

    texts: masked. keys: private. wave: (n,) 0 for the oldest. person: (n,) a number for each response; waves are not
    linked, so nobody has one number in two. role, may_quote: (n,). minimums: people that themes of each wave need.
    """

    texts: Sequence[str]
    keys: Sequence[str]
    wave: Ids
    person: Ids
    role: NDArray[np.str_]
    may_quote: NDArray[np.bool_]
    waves: tuple[str, ...]
    minimums: tuple[int, ...] = ()

    @property
    def now(self) -> int:
        """The wave that is analysed."""
        return len(self.waves) - 1

    def __len__(self) -> int:
        return len(self.texts)


def read_written(table: WaveTable, settings: WaveSettings) -> Written:
    """Mask the comments of this wave and of the earlier ones, or else of the one before."""
    this = EarlierWave(settings.wave_name, table.roles, table.comments, table.names)
    waves = (*_earlier(settings), this)
    said = [(wave, comment) for wave, each in enumerate(waves) for comment in each.comments]
    first = np.cumsum([0, *(len(each.roles) for each in waves)])
    return Written(
        texts=[text for each in waves for text in _masked(each)],
        keys=[_key(wave, comment) for wave, comment in said],
        wave=np.array([wave for wave, _ in said], dtype=np.int64),
        person=np.array([first[wave] + comment.row for wave, comment in said], dtype=np.int64),
        role=np.array([str(waves[wave].roles[comment.row]) for wave, comment in said], dtype=np.str_),
        may_quote=np.array([comment.may_quote for _, comment in said], dtype=np.bool_),
        waves=tuple(each.name for each in waves),
        minimums=tuple(each.minimum_comments for each in waves),
    )


def _earlier(settings: WaveSettings) -> tuple[EarlierWave, ...]:
    if settings.earlier or settings.previous is None:
        return settings.earlier
    before = settings.previous
    return (EarlierWave(settings.previous_name, before.roles, before.comments, before.names),)


def _masked(wave: EarlierWave) -> list[str]:
    return mask_comments([comment.text for comment in wave.comments], wave.names)


def _key(wave: int, comment: Comment) -> str:
    """The comment's own key; without one, its place, which holds for this analysis alone."""
    return comment.key or f"{wave}.{comment.row}:{comment.question}"
