"""Every comparison of a wave, judged together: one false discovery rate over all tests of the report."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analysis import comparison_words as words
from analysis.changes import Changes, changes_since
from analysis.comparison_plan import PlannedComparison, planned_comparisons
from analysis.figures import P_DIGITS, shown, shown_interval
from analysis.measured import Effect, Measured
from analysis.need_gaps import measured_need_gap
from analysis.perception_gaps import measured_perception_gap
from analysis.results import Comparison, Figure, Verdict
from analysis.scores.multiplicity import q_values
from analysis.scores.verdicts import verdict
from analysis.tables import Minimums, WaveSettings, WaveTable

RANKS: tuple[Verdict, ...] = ("disconnect", "watch", "aligned", "not_enough_evidence")
MOST_STATEMENTS = 3


@dataclass(frozen=True)
class Compared:
    """All comparisons in the order of the report, the statements among them, how many tests were made, and the q of
    the tests made elsewhere.
    """

    comparisons: tuple[Comparison, ...]
    statements: tuple[str, ...]
    n_tests: int
    other_qs: tuple[float, ...]


def compare(table: WaveTable, settings: WaveSettings, other_tests: Sequence[float] = ()) -> Compared:
    """Measure and judge every comparison of a wave; `other_tests` are p values printed elsewhere in the report."""
    found = [_measured(plan, table, settings) for plan in planned_comparisons(table.instrument)]
    changes = changes_since(found, table, settings)
    tests = [p for measured in found for p in measured.p_values()]
    qs = iter(q_values([*tests, *other_tests]))
    judged = [_judged(measured, qs, changes, settings.minimums) for measured in found]
    ordered = tuple(comparison for _, comparison in sorted(judged, key=lambda pair: pair[0]))
    named = [comparison.id for comparison in ordered if comparison.verdict in ("disconnect", "watch")]
    return Compared(ordered, tuple(named[:MOST_STATEMENTS]), len(tests) + len(other_tests), tuple(qs))


def _measured(plan: PlannedComparison, table: WaveTable, settings: WaveSettings) -> Measured:
    measure = measured_need_gap if plan.kind == "need_gap" else measured_perception_gap
    return measure(plan, table, settings)


def _judged(
    found: Measured, qs: Iterator[float], changes: Changes, minimums: Minimums
) -> tuple[tuple[int, float], Comparison]:
    """The finished comparison, and its place: by verdict, then by index (half the effect where there is none)."""
    q = next(qs) if found.effect else None
    given_q = next(qs) if found.given else None
    effect = found.effect
    judged = _told(verdict(effect.value, effect.bounds, q), effect) if effect else "not_enough_evidence"
    strength = abs(found.index.value) if found.index else 50.0 * abs(effect.value) if effect else 0.0
    return (RANKS.index(judged), -strength), _comparison(found, judged, q, given_q, changes, minimums)


def _told(judged: Verdict, effect: Effect) -> Verdict:
    """The verdict as it may be told: beside a mean, "aligned" would say that each of a few answered the same."""
    return "not_enough_evidence" if judged == "aligned" and not effect.visible else judged


def _comparison(
    found: Measured, judged: Verdict, q: float | None, given_q: float | None, changes: Changes, minimums: Minimums
) -> Comparison:
    plan, effect, given = found.plan, _visible(found.effect), _visible(found.given)
    change = changes.of_comparison(found)
    return Comparison(
        id=plan.id,
        construct=plan.construct,
        construct_name=plan.construct_name,
        title=plan.title,
        kind=plan.kind,
        figures=_in_order(found, judged, changes),
        scale_words=plan.scale_words,
        effect=shown(effect.value) if effect else None,
        effect_interval=shown_interval(effect.bounds) if effect else None,
        gap=found.gap.points if found.gap else None,
        gap_interval=found.gap.interval if found.gap else None,
        p=shown(effect.p, P_DIGITS) if effect else None,
        q=shown(q, P_DIGITS) if effect and q is not None else None,
        verdict=judged,
        statement=words.statement(found, judged),
        lines=words.lines(found, judged, given_q, minimums),
        caption=words.caption(found, minimums),
        index=shown(found.index.value, 0) if found.index else None,
        index_interval=shown_interval(found.index.bounds, 0) if found.index else None,
        change=change,
        change_note=changes.note(found) if change is None else "",
        hidden=found.hidden,
        given_effect=shown(given.value) if given else None,
        given_interval=shown_interval(given.bounds) if given else None,
        given_p=shown(given.p, P_DIGITS) if given else None,
        given_q=shown(given_q, P_DIGITS) if given and given_q is not None else None,
        scale_points=plan.scale.points,
    )


def _visible(effect: Effect | None) -> Effect | None:
    return effect if effect and effect.visible else None


def _in_order(found: Measured, judged: Verdict, changes: Changes) -> tuple[Figure, ...]:
    """The figures with their changes; of two roles, the one that the statement names first stands first."""
    figures = changes.of_figures(found)
    turned = found.effect is not None and found.effect.value < 0 and found.plan.kind == "perception_gap"
    return figures[::-1] if turned and judged in ("disconnect", "watch") else figures
