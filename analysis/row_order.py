"""One order for the rows of a wave that depends on what they say alone, so that any order given analyses alike."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from analysis.tables import Comment, WaveTable


def in_order_of_content(table: WaveTable) -> WaveTable:
    """The same table, its rows sorted by role, segments, answers and comments; alike rows may change places."""
    order = np.lexsort(tuple(_keys(table))[::-1])
    place = np.empty(len(order), dtype=np.intp)
    place[order] = np.arange(len(order))
    moved = [replace(comment, row=int(place[comment.row])) for comment in table.comments]
    return replace(
        table,
        roles=table.roles[order],
        segments={name: labels[order] for name, labels in table.segments.items()},
        positions={question: given[order] for question, given in table.positions.items()},
        apart={question: keys[order] for question, keys in table.apart.items()},
        picks={question: picked[order] for question, picked in table.picks.items()},
        comments=tuple(sorted(moved, key=_comment_key)),
    )


def _comment_key(comment: Comment) -> tuple[int, str, str, bool]:
    return comment.row, comment.question, comment.text, comment.may_quote


def _keys(table: WaveTable) -> Iterator[NDArray[np.generic]]:
    yield table.roles
    yield from (table.segments[name] for name in sorted(table.segments))
    yield from (np.nan_to_num(table.positions[question], nan=-1.0) for question in sorted(table.positions))
    yield from (table.apart[question] for question in sorted(table.apart))
    for question in sorted(table.picks):
        yield from table.picks[question].T
    yield _texts(table)


def _texts(table: WaveTable) -> NDArray[np.generic]:
    """(n,) the place of each row's comments among all rows' comments in alphabetical order."""
    said: dict[int, list[str]] = defaultdict(list)
    for comment in table.comments:
        said[comment.row].append(f"{comment.question}\0{comment.text}\0{comment.may_quote}")
    joined = {row: "\0".join(sorted(texts)) for row, texts in said.items()}
    ranks = {text: rank for rank, text in enumerate(sorted(set(joined.values())), start=1)}
    return np.array([ranks.get(joined.get(row, ""), 0) for row in range(len(table))], dtype=np.int64)
