"""Effects that rest on five to nine people say the same of every way in which these can have answered."""

import numpy as np
import pytest

from analysis.changes import Shown, change_shown, effect_of_time
from analysis.comparison_plan import planned_comparisons
from analysis.disclosure.few import gap_support
from analysis.figures import GAPS, SCORES, told_alike
from analysis.measured import Effect, effect_between, together
from analysis.need_gaps import measured_need_gap
from analysis.scores.intervals import Bounds
from analysis.scores.scales import Floats
from analysis.tables import Minimums, WaveSettings
from tests.analysis.makers import People, make_wave_table

FIVE = (0.0, 25.0, 50.0, 75.0, 100.0)
SETTINGS = WaveSettings()
MANAGERS = np.array([0.0, 25, 25, 25, 50, 50, 50, 50, 75, 75, 100, 100])
EXECUTIVES = np.array([25.0, 50, 50, 75, 100])


def ways(values: Floats = EXECUTIVES) -> tuple[Floats, ...]:
    found = told_alike(values, FIVE, SETTINGS.minimums)
    assert len(found) > 1
    return found


def test_an_effect_is_the_same_for_each_way_the_few_can_have_answered() -> None:
    told = {effect_between(way, MANAGERS, FIVE, SETTINGS, visible=True) for way in ways()}
    assert len(told) == 1
    (effect,) = told
    assert effect is not None
    own = [effect_between_many(way) for way in ways()]
    assert min(own) < effect.value < max(own)


def effect_between_many(way: Floats) -> float:
    found = effect_between(way, MANAGERS, FIVE, WaveSettings(minimums=Minimums(score=4, distribution=5)), visible=True)
    assert found is not None
    return found.value


def test_a_change_of_the_few_is_the_same_for_each_way() -> None:
    how = Shown(FIVE, SETTINGS.minimums, SCORES)
    assert len({change_shown(way, MANAGERS, how) for way in ways()}) == 1
    assert len({effect_of_time(way, MANAGERS, how, 0) for way in ways()}) == 1


def test_a_change_of_many_is_their_own() -> None:
    how = Shown(FIVE, SETTINGS.minimums, SCORES)
    found = change_shown(MANAGERS + 0.0, np.sort(100.0 - MANAGERS), how)
    assert found is not None
    assert found.value == np.floor(2 * MANAGERS.mean() - 100 + 0.5)


def test_need_and_support_of_few_have_no_interval_beside_the_one_of_their_gap() -> None:
    table = make_wave_table(People(managers=8, asked=(168, 22, 7)), comments=False)
    plan = next(plan for plan in planned_comparisons(table.instrument) if plan.kind == "need_gap")
    found = measured_need_gap(plan, table, SETTINGS)
    assert [(one.mean is None, one.interval) for one in found.figures[:2]] == [(False, None), (False, None)]
    assert found.gap is not None
    assert found.gap.interval is not None


def test_effects_are_told_together() -> None:
    one, other = Effect(0.2, Bounds(-0.2, 0.5), 0.3, visible=True), Effect(0.4, Bounds(0.0, 0.6), 0.1, visible=True)
    both = together([one, other])
    assert (both.bounds, both.p, both.visible) == (Bounds(-0.2, 0.6), 0.3, True)
    assert both.value == pytest.approx(0.3)
    assert together([one, Effect(1.0, None, 0.1, visible=True)]).bounds is None


def test_gaps_of_six_have_several_ways() -> None:
    gaps = np.array([0.0, 25, 50, 50, 75, -25])
    assert len(told_alike(gaps, gap_support(FIVE), SETTINGS.minimums)) > 1
    assert GAPS == (-100.0, 100.0)
