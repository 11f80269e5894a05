from dataclasses import replace

import numpy as np

from analysis.row_order import in_order_of_content
from tests.analysis.makers import People, make_wave_table, shuffled

TABLE = make_wave_table(People(40, 12, 6), seed=1)


def test_any_order_of_rows_becomes_the_same_order() -> None:
    first, second = in_order_of_content(TABLE), in_order_of_content(shuffled(TABLE))
    assert first.roles.tolist() == second.roles.tolist()
    assert all(np.array_equal(places, second.positions[key], equal_nan=True) for key, places in first.positions.items())
    assert first.comments == second.comments


def test_comments_stay_with_their_row() -> None:
    moved = in_order_of_content(TABLE)
    written = {
        (said.text, str(TABLE.roles[said.row]), str(TABLE.segments["team"][said.row])) for said in TABLE.comments
    }
    assert written == {
        (said.text, str(moved.roles[said.row]), str(moved.segments["team"][said.row])) for said in moved.comments
    }


def test_rows_alike_but_for_a_comment_are_told_apart() -> None:
    twins = replace(
        make_wave_table(People(2, 0, 0, (2, 0, 0)), comments=False),
        positions={}, apart={}, picks={}, segments={}, comments=TABLE.comments[:1],
    )  # fmt: skip
    one = in_order_of_content(replace(twins, comments=(replace(TABLE.comments[0], row=0),)))
    other = in_order_of_content(replace(twins, comments=(replace(TABLE.comments[0], row=1),)))
    assert one.comments == other.comments
