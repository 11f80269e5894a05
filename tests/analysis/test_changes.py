"""What a report says of the wave before."""

from dataclasses import replace

from analysis.comparisons import Compared, compare
from analysis.results import Comparison
from analysis.tables import WaveSettings, WaveTable
from tests.analysis.makers import People, make_wave_table, small_instrument

LOW, HIGH = (0.5, 0.3, 0.2, 0.0, 0.0), (0.0, 0.0, 0.2, 0.3, 0.5)
CROWD = People(120, 60, 30, (120, 60, 30))


def rated(manager: tuple[float, ...], rep: tuple[float, ...], *, version: int = 1, people: People = CROWD) -> WaveTable:
    frozen = small_instrument("manager", "rep", version=version)
    chances = {("manager", "R1"): manager, ("rep", "R1"): rep}
    return make_wave_table(replace(people, executives=0), instrument=frozen, chances=chances, comments=False)


def compared_with(before: WaveTable, now: WaveTable) -> Compared:
    return compare(now, WaveSettings(previous=before, previous_name="Quarter 2"))


def only(compared: Compared) -> Comparison:
    (comparison,) = compared.comparisons
    return comparison


def test_a_gap_that_opened_is_wider() -> None:
    found = only(compared_with(rated(LOW, LOW), rated(HIGH, LOW)))
    assert found.change is not None
    assert found.change.sentence.startswith("Since quarter 2: ")
    assert "wider by ." in found.change.sentence
    assert found.change.q is not None
    assert found.change.q <= 0.10
    assert found.change.difference > 0.8


def test_each_figure_has_its_own_change_and_verdict() -> None:
    found = only(compared_with(rated(LOW, LOW), rated(HIGH, LOW)))
    managers, reps = found.figures
    assert managers.change is not None
    assert managers.change.verdict == "disconnect"
    assert managers.change.sentence.startswith("Managers say: ")
    assert reps.change is not None
    assert reps.change.verdict == "aligned"


def test_no_change_is_called_no_clear_change() -> None:
    found = only(compared_with(rated(HIGH, LOW), rated(HIGH, LOW)))
    assert found.change is not None
    assert "no clear change" in found.change.sentence
    assert found.change.difference == 0


def test_a_question_with_new_words_is_not_compared_with_its_past() -> None:
    found = only(compared_with(rated(HIGH, LOW), rated(HIGH, LOW, version=2)))
    assert found.change is None
    assert found.change_note == "The wording changed since quarter 2, so the two are not compared."
    assert all(figure.change is None for figure in found.figures)


def test_a_question_without_a_past_says_that_it_is_new() -> None:
    before = make_wave_table(People(30, 10, 6), comments=False)
    found = only(compared_with(before, rated(HIGH, LOW)))
    assert (found.change, found.change_note) == (None, "First asked this time.")


def test_too_few_in_the_wave_before_are_not_compared() -> None:
    few = rated(HIGH, LOW, people=People(40, 4, 0, (40, 4, 0)))
    found = only(compared_with(few, rated(HIGH, LOW)))
    assert (found.change, found.change_note) == (None, "Too few answered to compare with quarter 2.")
    by_role = {figure.role: figure for figure in found.figures}
    assert by_role["manager"].change is None
    assert by_role["rep"].change is not None


def test_a_first_wave_has_no_changes_and_no_note() -> None:
    found = only(compare(rated(HIGH, LOW), WaveSettings()))
    assert (found.change, found.change_note) == (None, "")


def test_a_need_gap_changes_in_points() -> None:
    unmet = {("manager", "I12"): (0, 0, 0, 0.5, 0.5), ("manager", "I13"): (0.5, 0.5, 0, 0, 0)}
    met = {("manager", "I12"): (0, 0, 0, 0.5, 0.5), ("manager", "I13"): (0, 0, 0, 0.5, 0.5)}
    before, now = (make_wave_table(CROWD, chances=chances, comments=False) for chances in (unmet, met))
    found = next(each for each in compared_with(before, now).comparisons if each.id == "D3")
    assert found.change is not None
    assert "narrower by" in found.change.sentence
    assert found.change.before > 70
    assert found.change.difference < -60


def test_a_gap_told_from_the_receivers_side_keeps_its_direction() -> None:
    found = only(compared_with(rated(LOW, LOW), rated(LOW, HIGH)))
    assert found.effect is not None
    assert found.effect < 0
    assert found.statement == "Reps rate “Satisfaction” far higher than managers do."
    assert found.change is not None
    assert found.change.difference < 0
    assert "wider by ." in found.change.sentence
