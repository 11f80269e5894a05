"""Need and support within one person, and what the giver says was given beside them."""

import numpy as np

from analysis.comparison_plan import PlannedComparison
from analysis.disclosure.few import Support, cell_of, gap_support, hull
from analysis.figures import GAPS, HUNDREDTH, is_few, may_show, mean_range, tells_answers, whole_points
from analysis.measured import Effect, Gap, Measured, effect_between, figures_of, values_of
from analysis.perception_gaps import reason_hidden
from analysis.scores.disconnect_index import DisconnectIndex, disconnect_index
from analysis.scores.intervals import Bounds, within_person_bounds
from analysis.scores.permutation import sign_flip_p
from analysis.scores.scales import Floats, support_of
from analysis.scores.verdicts import PAIRED_MINIMUM
from analysis.tables import Minimums, WaveSettings, WaveTable

SIGNS: Support = (-1.0, 0.0, 1.0)


def measured_need_gap(plan: PlannedComparison, table: WaveTable, settings: WaveSettings) -> Measured:
    """Figures, gap, effect, what was given and index of one need gap, as far as they may be measured and shown."""
    minimums, values = settings.minimums, values_of(plan, table)
    need, got = values[:2]
    support = support_of(plan.scale)
    visible = all(may_show(each, support, minimums) for each in (need, got))
    effect = _effect(need - got, settings, visible=visible)
    given = _given_effect(values, settings, visible=visible, support=support)
    return Measured(
        plan=plan,
        values=values,
        figures=figures_of(plan, values, table, minimums),
        effect=effect,
        gap=_gap(need - got, gap_support(support), minimums) if visible else None,
        given=given,
        index=_index(values, effect, given),
        hidden=reason_hidden((need, got), support, minimums),
    )


def _gap(differences: Floats, support: Support, minimums: Minimums) -> Gap | None:
    if not may_show(differences, support, minimums):
        return None
    return Gap(whole_points(float(differences.mean())), mean_range(differences, support, minimums, GAPS))


def _effect(differences: Floats, settings: WaveSettings, *, visible: bool) -> Effect | None:
    """d_w of the differences within people, with its interval and p.

    Its number stays hidden where nearly everyone of a small group points the same way.
    """
    if len(differences) < max(PAIRED_MINIMUM, settings.minimums.score):
        return None
    signs = np.sign(differences)
    return Effect(
        value=float(signs.mean()),
        bounds=_sign_bounds(signs, settings.minimums),
        p=sign_flip_p(differences, settings.random_state),
        visible=visible and not tells_answers(signs, SIGNS, settings.minimums, HUNDREDTH),
    )


def _sign_bounds(signs: Floats, minimums: Minimums) -> Bounds | None:
    """The interval of d_w; of few people the widest that belongs to other signs with the same d_w."""
    cell = cell_of(signs, SIGNS, HUNDREDTH) if is_few(len(signs), SIGNS, minimums) else None
    return within_person_bounds(signs) if cell is None else hull(cell, SIGNS, within_person_bounds)


def _given_effect(
    values: tuple[Floats, ...], settings: WaveSettings, *, visible: bool, support: Support
) -> Effect | None:
    minimums: Minimums = settings.minimums
    if len(values) < 3:
        return None
    received, given = values[1], values[2]
    both = visible and may_show(given, support, minimums)
    return effect_between(given, received, minimums, settings.random_state, visible=both)


def _index(values: tuple[Floats, ...], effect: Effect | None, given: Effect | None) -> DisconnectIndex | None:
    if not (effect and effect.visible and given and given.visible):
        return None
    return disconnect_index(need=values[0], received=values[1], given=values[2])
