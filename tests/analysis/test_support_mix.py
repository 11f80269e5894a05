from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from analysis.results import Mix
from analysis.scores.multiplicity import q_values
from analysis.support_mix import measured_mix, support_mix
from analysis.tables import Minimums, WaveSettings, WaveTable
from tests.analysis.makers import People, make_wave_table, shipped_instrument

KEYS = ("direction", "motivation", "culture", "coaching", "deals", "obstacles", "reports", "people")


def picked(people: Sequence[tuple[str, ...]]) -> NDArray[np.bool_]:
    return np.array([[key in person for key in KEYS] for person in people], dtype=np.bool_)


def make_mix(table: WaveTable) -> Mix:
    found = measured_mix(table, WaveSettings())
    assert found is not None
    return support_mix(found, q_values(found.p_values()), Minimums())


def wave_of(wanted: Sequence[tuple[str, ...]], got: Sequence[tuple[str, ...]], executives: int = 6) -> WaveTable:
    """Managers who want and get what is given; executives who give and guess deals and direction."""
    table = make_wave_table(People(0, len(wanted), executives, (0, len(wanted), executives)), comments=False)
    beliefs = [("deals", "direction")] * executives
    picks = {"I10": picked([*wanted, *beliefs]), "I11": picked([*got, *beliefs])}
    return replace(table, picks=picks)


def test_what_was_wanted_and_what_came_instead_are_told() -> None:
    mix = make_mix(wave_of([("direction", "coaching")] * 18, [("deals", "people")] * 10 + [("deals",)] * 8))
    assert mix.sentence == (
        "What managers wanted and what they got differ by 100 % more than chance would. "
        "They got help on deals; they wanted direction and coaching."
    )
    assert (mix.n_managers, mix.n_executives) == (18, 6)
    assert mix.p is not None
    assert mix.p < 0.001


def test_rows_are_sorted_by_what_was_wanted() -> None:
    mix = make_mix(wave_of([("direction", "coaching")] * 9 + [("direction",)] * 9, [("deals",)] * 18))
    assert [row.key for row in mix.rows[:3]] == ["direction", "coaching", "motivation"]
    assert [row.wanted for row in mix.rows[:3]] == ["100", "50", "0"]
    assert mix.rows[0].label == "A clear direction to pass on"


def test_shares_of_a_few_are_bands_of_fifths() -> None:
    mix = make_mix(wave_of([("direction", "coaching")] * 18, [("deals",)] * 18))
    assert {row.given for row in mix.rows} == {"80 or more", "20 or less"}


def test_the_order_of_a_few_managers_tells_no_more_than_their_bands() -> None:
    wanted = [("people",)] * 3 + [("reports",)] * 2 + [("people", "direction")] + [("culture",)] * 2
    mix = make_mix(wave_of(wanted, [("deals",)] * 8))
    assert [(row.key, row.wanted) for row in mix.rows[:3]] == [
        ("people", "40 to 60"), ("culture", "20 to 40"), ("reports", "20 to 40"),
    ]  # fmt: skip
    assert "direction" not in mix.sentence


def test_equal_mixes_differ_no_more_than_chance() -> None:
    same = [("direction", "coaching"), ("deals", "people"), ("motivation", "reports")] * 5
    mix = make_mix(wave_of(same, same, executives=0))
    assert mix.excess == 0
    assert mix.sentence == "What managers wanted and what they got differ no more than chance would make them."
    assert mix.hidden_executives == "Hidden to protect people: fewer than 5 executives answered."
    assert {row.guessed for row in mix.rows} == {""}


def test_four_managers_have_no_mix() -> None:
    mix = make_mix(wave_of([("direction",)] * 4, [("deals",)] * 4))
    assert mix.hidden == "Hidden to protect people: fewer than 5 managers answered."
    assert {row.wanted for row in mix.rows} == {""}
    assert (mix.excess, mix.p, mix.n_managers) == (None, None, None)


def test_a_survey_that_does_not_ask_has_no_mix() -> None:
    table = make_wave_table(instrument=shipped_instrument("half_yearly"), comments=False)
    assert measured_mix(table, WaveSettings()) is None
