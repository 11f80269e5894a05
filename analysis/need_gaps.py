"""Need and support within one person, and what the giver says was given beside them."""

import numpy as np

from analysis.comparison_plan import PlannedComparison
from analysis.disclosure.few import Support, gap_support
from analysis.figures import GAPS, answered_alike, is_few, may_show, mean_range, told_alike, whole_points
from analysis.measured import Effect, Gap, Measured, effect_between, figures_of, together, values_of
from analysis.perception_gaps import reason_hidden
from analysis.scores.disconnect_index import DisconnectIndex, disconnect_index
from analysis.scores.intervals import Bounds, sum_bounds, within_person_bounds
from analysis.scores.permutation import sign_flip_p
from analysis.scores.scales import Floats, support_of
from analysis.scores.verdicts import PAIRED_MINIMUM
from analysis.tables import Minimums, WaveSettings, WaveTable


def measured_need_gap(plan: PlannedComparison, table: WaveTable, settings: WaveSettings) -> Measured:
    """Figures, gap, effect, what was given and index of one need gap, as far as they may be measured and shown."""
    minimums, values = settings.minimums, values_of(plan, table)
    need, got = values[:2]
    support = support_of(plan.scale)
    visible = all(may_show(each, support, minimums) for each in (need, got))
    effect = _effect(need - got, gap_support(support), settings, visible=visible)
    given = _given_effect(values, settings, visible=visible, support=support)
    return Measured(
        plan=plan,
        values=values,
        figures=figures_of(plan, values, table, minimums),
        effect=effect,
        gap=_gap(need - got, gap_support(support), minimums) if visible else None,
        given=given,
        index=_index(values, effect, given, few=_any_few(values, support, minimums)),
        hidden=reason_hidden((need, got), support, minimums),
    )


def _gap(differences: Floats, support: Support, minimums: Minimums) -> Gap | None:
    if not may_show(differences, support, minimums):
        return None
    return Gap(whole_points(float(differences.mean())), mean_range(differences, support, minimums, GAPS))


def _effect(differences: Floats, support: Support, settings: WaveSettings, *, visible: bool) -> Effect | None:
    """d_w of the differences within people, with its interval and p.

    Its number stays hidden where nearly everyone of a small group points the same way.
    """
    if len(differences) < max(PAIRED_MINIMUM, settings.minimums.score):
        return None
    shown = visible and may_show(differences, support, settings.minimums)
    alike = told_alike(differences, support, settings.minimums)
    hidden = any(answered_alike(np.sign(each), settings.minimums) for each in alike)
    return together([_within(each, settings.random_state, visible=shown and not hidden) for each in alike])


def _within(differences: Floats, random_state: int, *, visible: bool) -> Effect:
    signs = np.sign(differences)
    return Effect(float(signs.mean()), within_person_bounds(signs), sign_flip_p(differences, random_state), visible)


def _given_effect(
    values: tuple[Floats, ...], settings: WaveSettings, *, visible: bool, support: Support
) -> Effect | None:
    if len(values) < 3:
        return None
    received, given = values[1], values[2]
    both = visible and may_show(given, support, settings.minimums)
    return effect_between(given, received, support, settings, visible=both)


def _any_few(values: tuple[Floats, ...], support: Support, minimums: Minimums) -> bool:
    return any(is_few(len(each), support, minimums) for each in values)


def _index(
    values: tuple[Floats, ...], effect: Effect | None, given: Effect | None, *, few: bool
) -> DisconnectIndex | None:
    """The index; of few people it follows from its two parts as they are shown, and no more is told than these."""
    if not (effect and effect.visible and given and given.visible):
        return None
    if not few:
        return disconnect_index(need=values[0], received=values[1], given=values[2])
    bounds = None
    if effect.bounds and given.bounds:
        bounds = sum_bounds(effect.value, effect.bounds, given.value, given.bounds, correlation=1.0)
    return DisconnectIndex(50.0 * (effect.value + given.value), bounds and Bounds(*(50.0 * end for end in bounds)))
