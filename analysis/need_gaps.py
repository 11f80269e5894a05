"""Need and support within one person, and what the giver says was given beside them."""

import numpy as np

from analysis.comparison_plan import PlannedComparison
from analysis.figures import GAPS, answered_alike, may_show, shown_range, whole_points
from analysis.measured import Effect, Gap, Measured, effect_between, figures_of, values_of
from analysis.perception_gaps import reason_hidden
from analysis.scores.disconnect_index import DisconnectIndex, disconnect_index
from analysis.scores.intervals import mean_bounds, within_person_bounds
from analysis.scores.permutation import sign_flip_p
from analysis.scores.scales import Floats
from analysis.scores.verdicts import PAIRED_MINIMUM
from analysis.tables import Minimums, WaveSettings, WaveTable


def measured_need_gap(plan: PlannedComparison, table: WaveTable, settings: WaveSettings) -> Measured:
    """Figures, gap, effect, what was given and index of one need gap, as far as they may be measured and shown."""
    minimums, values = settings.minimums, values_of(plan, table)
    need, got = values[:2]
    visible = may_show(need, minimums) and may_show(got, minimums)
    effect = _effect(need - got, settings, visible=visible)
    given = _given_effect(values, settings, visible=visible)
    return Measured(
        plan=plan,
        values=values,
        figures=figures_of(plan, values, table, minimums),
        effect=effect,
        gap=_gap(need - got, minimums) if visible else None,
        given=given,
        index=_index(values, effect, given),
        hidden=reason_hidden((need, got), minimums),
    )


def _gap(differences: Floats, minimums: Minimums) -> Gap:
    n, mean = len(differences), float(differences.mean())
    return Gap(whole_points(mean), shown_range(mean_bounds(differences, *GAPS), n, minimums, GAPS))


def _effect(differences: Floats, settings: WaveSettings, *, visible: bool) -> Effect | None:
    """d_w of the differences within people, with its interval and p.

    Its number stays hidden where nearly everyone of a small group points the same way.
    """
    if len(differences) < max(PAIRED_MINIMUM, settings.minimums.score):
        return None
    signs = np.sign(differences)
    return Effect(
        value=float(signs.mean()),
        bounds=within_person_bounds(signs),
        p=sign_flip_p(differences, settings.random_state),
        visible=visible and not answered_alike(signs, settings.minimums),
    )


def _given_effect(values: tuple[Floats, ...], settings: WaveSettings, *, visible: bool) -> Effect | None:
    minimums: Minimums = settings.minimums
    if len(values) < 3:
        return None
    received, given = values[1], values[2]
    both = visible and may_show(given, minimums)
    return effect_between(given, received, minimums, settings.random_state, visible=both)


def _index(values: tuple[Floats, ...], effect: Effect | None, given: Effect | None) -> DisconnectIndex | None:
    if not (effect and effect.visible and given and given.visible):
        return None
    return disconnect_index(need=values[0], received=values[1], given=values[2])
