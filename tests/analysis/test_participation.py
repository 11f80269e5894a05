"""Who answered, of whom: exact once closed, hidden where few, and without a base where nobody knows who was asked."""

from dataclasses import replace

from analysis.participation import participation
from analysis.tables import Minimums
from tests.analysis.makers import People, make_wave_table


def test_a_share_has_its_base() -> None:
    table = make_wave_table(People(reps=30, managers=8, executives=6))
    reps = participation(table, Minimums())[0]

    assert (reps.role, reps.answered, reps.share) == ("rep", 30, round(100 * 30 / (reps.asked or 1)))


def test_answers_collected_elsewhere_have_no_base() -> None:
    table = make_wave_table(People(reps=30, managers=3, executives=6))
    found = participation(replace(table, asked=replace(table.asked, known=False)), Minimums())

    assert [(line.asked, line.share) for line in found] == [(None, None)] * 3
    assert [line.answered for line in found] == [30, None, 6]
    assert found[1].hidden == "Hidden to protect people: fewer than 5 answered."
