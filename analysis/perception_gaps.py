"""Two roles on one question: Cliff's delta of the giver over the receiver."""

from collections.abc import Sequence

from analysis.audiences import places
from analysis.comparison_plan import PlannedComparison
from analysis.disclosure.few import Support
from analysis.disclosure.rules import distribution_allowed, hidden_sentence, share_text
from analysis.figures import may_show, tells_answers
from analysis.measured import Measured, effect_between, figures_of, values_of
from analysis.scores.scales import Floats, at_least, support_of
from analysis.tables import Minimums, WaveSettings, WaveTable


def measured_perception_gap(plan: PlannedComparison, table: WaveTable, settings: WaveSettings) -> Measured:
    """The two figures and the effect between them, as far as they may be measured and shown."""
    minimums, values = settings.minimums, values_of(plan, table)
    support = support_of(plan.scale)
    visible = all(may_show(each, support, minimums) for each in values)
    return Measured(
        plan=plan,
        values=values,
        figures=figures_of(plan, values, table, minimums),
        effect=effect_between(values[0], values[1], support, settings, visible=visible),
        shares=_shares(plan, table, minimums),
        hidden=reason_hidden(values, support, minimums),
    )


def reason_hidden(groups: Sequence[Floats], support: Support, minimums: Minimums) -> str:
    """Why an effect that rests on these groups has no number, or "" where it may be shown."""
    if any(len(values) < minimums.score for values in groups):
        return hidden_sentence("score", minimums)
    alike = any(tells_answers(each, support, minimums) for each in groups)
    return hidden_sentence("homogeneity", minimums) if alike else ""


def _shares(plan: PlannedComparison, table: WaveTable, minimums: Minimums) -> str:
    if not plan.share:
        return ""
    reached = [at_least(places(table, side.role, side.question), plan.share["at_least"]) for side in plan.sides]
    if not all(distribution_allowed(len(answers), minimums) for answers in reached):
        return ""
    first, second = (share_text(int(answers.sum()), len(answers), minimums) for answers in reached)
    return str(plan.share["text"]).format(first=first, second=second)
