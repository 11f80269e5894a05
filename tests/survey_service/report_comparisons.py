"""The panels of the report in the design's pictures, of an invented organisation."""

from dataclasses import replace
from typing import Any

from analysis.results import (
    Cascade,
    Change,
    Comparison,
    Figure,
    Interval,
    Mix,
    MixRow,
    Role,
    Side,
    Verdict,
)

DEGREE = ("None", "Moderate", "A great deal")
COUNT = ("None", "2–3", "6 or more")
PROTECTED = "Hidden to protect people: shares need 10 answers."


def figure(role: Role, side: Side, label: str, n: int, *numbers: float, **values: Any) -> Figure:
    mean, low, high = numbers
    return Figure(role=role, side=side, label=label, n=n, mean=mean, interval=Interval(low, high), **values)


def undecided(key: str, title: str, construct: str, name: str, figures: tuple[Figure, ...]) -> Comparison:
    return Comparison(
        id=key,
        construct=construct,
        construct_name=name,
        title=title,
        kind="perception_gap",
        figures=figures,
        scale_words=COUNT,
        effect=0.12,
        effect_interval=Interval(-0.31, 0.51),
        gap=None,
        gap_interval=None,
        p=0.42,
        q=0.56,
        verdict="not_enough_evidence",
        statement=f"{title}: the answers do not settle it.",
        lines=("More answers would settle it.",),
        caption="difference .12 (−.31 to .51)",
    )


def decided(base: Comparison, verdict: Verdict, q: float, *effects: float) -> Comparison:
    effect, low, high = effects
    return replace(base, verdict=verdict, effect=effect, effect_interval=Interval(low, high), p=q / 2, q=q)


def coaching_gap() -> Comparison:
    return Comparison(
        id="D3",
        construct="K6",
        construct_name="Coaching the coach",
        title="Coaching for managers: need, got",
        kind="need_gap",
        figures=(
            figure(
                "manager",
                "needed",
                "Managers need",
                18,
                79.2,
                70.4,
                87.9,
                words="between a lot and a great deal",
                question="I12",
            ),
            figure(
                "manager",
                "got",
                "Managers got",
                18,
                30.6,
                22.1,
                39.0,
                words="between a little and a moderate amount",
                question="I13",
            ),
            figure(
                "executive",
                "given",
                "Executives say they gave",
                6,
                54.2,
                34.1,
                74.2,
                words="a moderate amount",
                question="I13",
            ),
        ),
        scale_words=DEGREE,
        effect=0.83,
        effect_interval=Interval(0.6, 1.0),
        gap=48.6,
        gap_interval=Interval(35.1, 62.1),
        p=0.0004,
        q=0.003,
        verdict="disconnect",
        statement="Managers need far more coaching on how they coach than they get.",
        lines=(
            "The gap is 49 points, likely between 35 and 62.",
            "Executives report giving more than managers report getting: a large difference.",
        ),
        caption="n 18 managers, 6 executives · gave v got: .63 (.10 to .88)",
        index=73.0,
        change=Change(
            "quarter 2", 53.0, -4.4, Interval(-18, 10), "Since quarter 2: gap was 53, no clear change (−18 to +10)"
        ),
    )


def coaching_talks() -> Comparison:
    return Comparison(
        id="D4",
        construct="K1",
        construct_name="Coaching time",
        title="Coaching talks: managers, reps",
        kind="perception_gap",
        figures=(
            figure(
                "manager",
                "said",
                "Managers say",
                18,
                65.3,
                53.6,
                76.9,
                words="between 2–3 and 4–5 times",
                question="I1",
            ),
            figure(
                "rep",
                "said",
                "Their reps say",
                131,
                42.6,
                38.4,
                46.7,
                words="between once and 2–3 times",
                question="I1",
            ),
        ),
        scale_words=COUNT,
        effect=0.46,
        effect_interval=Interval(0.22, 0.65),
        gap=None,
        gap_interval=None,
        p=0.001,
        q=0.004,
        verdict="disconnect",
        statement="Managers count more coaching talks than their reps do.",
        lines=("Of managers, 56 % say 4 or more talks in four weeks with a typical rep. Of reps, 22 % say so.",),
        caption="n 18 managers, 131 reps · difference .46 (.22 to .65)",
        index=46.0,
        change=Change(
            "quarter 2", 0.41, 0.05, Interval(-0.27, 0.36), "Since quarter 2: .41, no clear change (−.27 to +.36)"
        ),
    )


def unasked_joins() -> Comparison:
    return Comparison(
        id="D8",
        construct="K7",
        construct_name="Leader deal involvement",
        title="Unasked deal joins: executives, managers",
        kind="perception_gap",
        figures=(
            figure(
                "manager",
                "said",
                "Managers say",
                18,
                45.8,
                28.0,
                63.7,
                words="between once and 2–3 times",
                question="I7",
            ),
            figure(
                "executive", "said", "Executives say", 6, 16.7, 3.1, 30.2, words="between none and once", question="I7"
            ),
        ),
        scale_words=COUNT,
        effect=-0.46,
        effect_interval=Interval(-0.76, -0.01),
        gap=None,
        gap_interval=None,
        p=0.06,
        q=0.13,
        verdict="watch",
        statement="Managers see leaders join deals unasked more often than executives recall.",
        lines=("The difference is of medium size, but with 6 executives it may be chance.",),
        caption="n 6 executives, 18 managers · difference .46 (.01 to .76)",
        change_note="First asked this time.",
    )


def comparisons() -> tuple[Comparison, ...]:
    step = undecided("D5", "Who finds the next step: managers, reps", "K3", "Hands-on level", coaching_talks().figures)
    return (
        coaching_gap(),
        coaching_talks(),
        unasked_joins(),
        decided(step, "aligned", 0.9, -0.02, -0.24, 0.21),
        undecided("D11b", "Talks that end in action: managers, reps", "K2", "Coaching conversation", ()),
        undecided("D4b", "Coaching talks: executives, managers", "K1", "Coaching time", ()),
        undecided("D9", "Hours on reports: executives, managers", "K8", "Reporting load", hours()),
        undecided("D10", "Changed priorities: executives, managers", "K9", "Priority stability", ()),
    )


def hours() -> tuple[Figure, ...]:
    return (
        figure(
            "executive", "guessed", "Executives think", 6, 37.5, 18.0, 57.0, words="1 to under 3 hours", question="I15"
        ),
        figure("manager", "said", "Managers say", 18, 43.1, 30.0, 56.2, words="3 to under 6 hours", question="I15"),
    )


def mix() -> Mix:
    rows = (
        MixRow("direction", "A clear direction to pass on", "56", "22", "50", "50"),
        MixRow("coaching", "Coaching on how I coach", "50", "11", "20 or less", "20 or less"),
        MixRow("culture", "Help to build team culture", "28", "17", "20 or less", "20 or less"),
        MixRow("motivation", "Help to motivate the team", "22", "22", "33", "20 or less"),
        MixRow("obstacles", "Clearing obstacles with other departments", "17", "22", "20 or less", "20 or less"),
        MixRow("reports", "Fewer reports and meetings", "17", "6", "20 or less", "20 or less"),
        MixRow("people", "People decisions: whom to develop, hire", "6", "28", "20 or less", "50"),
        MixRow("deals", "Help on specific deals", "6", "61", "67", "67"),
    )
    sentence = (
        "What managers wanted and what they got differ by 29 % more than chance would. "
        "They got help on deals; they wanted direction and coaching."
    )
    return Mix(
        rows, excess=29.0, p=0.004, guess_excess=11.0, guess_p=0.2, n_managers=18, n_executives=6, sentence=sentence
    )


def cascades() -> tuple[Cascade, ...]:
    talks = (
        figure("executive", "guessed", "Executives think", 6, 70.8, 51.0, 90.6),
        figure("manager", "said", "Managers say", 18, 65.3, 53.6, 76.9),
        figure("rep", "said", "Reps say", 131, 42.6, 38.4, 46.7),
    )
    actions = (
        figure("manager", "said", "Managers say", 18, 67.8, 56.4, 79.2),
        figure("rep", "said", "Reps say", 112, 54.8, 49.6, 60.0),
    )
    step = (
        figure("manager", "said", "Managers say", 18, 50.0, 37.9, 62.1),
        figure("rep", "said", "Reps say", 112, 51.1, 46.5, 55.7),
    )
    return (
        Cascade("I1", "Coaching talks, last 4 weeks", talks, ("None", "6 or more")),
        Cascade("I3", "Talks that ended with an agreed action", actions, ("0 of 5", "5 of 5")),
        Cascade("I4", "Who found the next step", step, ("The rep", "The manager")),
    )
