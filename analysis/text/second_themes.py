"""A second theme of a comment: said only where one of its sentences is plainly about something else."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from analysis.text.normalise import sentences_of
from analysis.text.themes import ThemeModel

SENTENCE: Final = 0.9
"""How much of one sentence by itself is about the second theme.

The share of it in the whole comment says little: a comment between two themes is mostly a vague one. On comments that
were made of two with different human labels, a sentence tells as often right as the comment's best theme does; see
docs/themes.md.
"""
COMMENT: Final = 0.02
"""How much of it is in the whole comment, in which the first theme's words outweigh all others."""

Ids = NDArray[np.int64]


def second_themes(model: ThemeModel, comments: Sequence[str], first: Ids) -> Ids:
    """The theme beside the `first` that each of n comments is plainly about too, (n,), -1 for most.

    first: (n,) themes of the fitted model, -1 for none. Only comments of several sentences can have a second one.
    """
    parts = [sentences_of(text) if theme >= 0 else [] for text, theme in zip(comments, first.tolist(), strict=True)]
    several = [row for row, sentences in enumerate(parts) if len(sentences) > 1]
    found = np.full(len(comments), -1, dtype=np.int64)
    if not several or model.n_themes_ < 2:
        return found
    whole = model.predict_proba([comments[row] for row in several])
    sentences = [sentence for row in several for sentence in parts[row]]
    shares = np.where(model.predict(sentences)[:, None] >= 0, model.predict_proba(sentences), 0.0)
    starts = np.cumsum([0, *(len(parts[row]) for row in several[:-1])])
    clearest = np.maximum.reduceat(shares, starts, axis=0)
    clearest[whole < COMMENT] = 0.0
    clearest[np.arange(len(several)), first[several]] = 0.0
    found[several] = np.where(clearest.max(axis=1) >= SENTENCE, clearest.argmax(axis=1), -1)
    return found
