"""The themes and groups of the report in the design's pictures, of an invented organisation."""

from typing import Any

from analysis.results import (
    GroupFigure,
    Interval,
    Role,
    Shares,
    Suppression,
    SwoopIns,
    ThemeShown,
    ThemesOfRole,
)

PROTECTED = "Hidden to protect people: shares need 10 answers."


def hands_on() -> tuple[Shares, ...]:
    return (
        Shares("I5", "rep", "Reps: my manager in my daily work", 131, "29", "48", "23"),
        Shares("I5", "manager", "Managers: my own hand in theirs", 18, "22", "67", "11"),
        Shares("I9", "manager", "Managers: leaders in our deals", 18, "17", "39", "44"),
        Shares("I9", "executive", "Executives: my hand in managers’ deals", 6, "", "", "", PROTECTED),
    )


def swoop_ins() -> SwoopIns:
    effects = (
        Shares("I8", "manager", "Managers, last time", 13, "38", "31", "31"),
        Shares("I8", "rep", "Reps, last time", 60, "23", "42", "35"),
        Shares(
            "I8",
            "executive",
            "Executives, last time",
            None,
            "",
            "",
            "",
            "Hidden to protect people: fewer than 5 answered.",
        ),
    )
    return SwoopIns(
        at_least_once=(("manager", 18, "72", ""), ("rep", 131, "46", ""), ("executive", 6, "", PROTECTED)),
        stages="Stage, say 13 managers: near signing 54 %, middle 31 %, early 15 %.",
        effects=effects,
        sentence="Most managers have seen it. Fewer reps have.",
        on_average=(("executive", "between none and once"),),
    )


def themes() -> tuple[ThemesOfRole, ...]:
    quote = "When she asks what I would try first I learn the most, but it happens maybe once a month."
    reps = (
        ThemeShown(
            theme_id=1,
            label="More one-to-one time",
            terms=("one-to-one", "before the call", "every week"),
            role="rep",
            n_people=34,
            share=33,
            direction="rising",
            before="June 24 %",
            quotes=(quote,),
            construct="K1",
        ),
        ThemeShown(2, "Waiting for a price", ("pricing desk", "two days", "discount"), "rep", 27, 26, "new", "", ()),
        ThemeShown(
            3,
            "Asked, not told",
            ("asks first", "own plan", "questions"),
            "rep",
            19,
            18,
            "fading",
            "June 27 %",
            (),
            "K2",
        ),
    )
    managers = (
        ThemeShown(
            4,
            "Sit in, then tell me",
            ("sit in", "feedback", "my coaching"),
            "manager",
            11,
            69,
            "steady",
            "June 65 %",
            (),
            "K6",
        ),
    )
    return (
        ThemesOfRole("rep", 104, reps, 0),
        ThemesOfRole("manager", 16, managers, 2, "Hidden to protect people: fewer than 10 in each."),
        ThemesOfRole("executive", None, (), 0, "Hidden to protect people: comments need 10 people."),
    )


def group(name: str, role: Role, n: int | None, mean: float | None, **values: Any) -> GroupFigure:
    gap = role == "manager"
    defaults: dict[str, Any] = {
        "scope": "region",
        "merged": False,
        "members": (),
        "question": "I12-I13" if gap else "I1",
        "construct": "K6" if gap else "K1",
        "measure": "gap" if gap else "mean",
        "interval": Interval(mean - 6, mean + 6) if mean is not None and n is not None and n >= 10 else None,
    }
    return GroupFigure(group=name, role=role, n=n, mean=mean, **{**defaults, **values})


def groups() -> tuple[GroupFigure, ...]:
    hidden = "Hidden to protect people: fewer than 5 answered."
    return (
        group("organisation", "rep", 131, 43, scope="organisation"),
        group("North", "rep", 48, 45),
        group("Central", "rep", 41, 43),
        group("South", "rep", 27, 41),
        group("Coast", "rep", 15, 37),
        group("Dana Whit", "rep", 48, 45, scope="leader"),
        group("organisation", "manager", 18, 49, scope="organisation"),
        group("North", "manager", 7, 54),
        group("Central", "manager", 6, 50),
        group("South", "manager", None, None, hidden=hidden),
        group("Coast", "manager", None, None, hidden=hidden),
        group("Coast and South", "manager", 5, 40, merged=True, members=("Coast", "South")),
    )


def suppressions() -> tuple[Suppression, ...]:
    few = "Hidden to protect people: fewer than 5 answered."
    together = "Shown together with Coast as one row."
    return (
        Suppression("region", "South: managers, Coaching the coach (I12-I13)", "minimum", few),
        Suppression("region", "Coast: managers, Coaching the coach (I12-I13)", "minimum", few),
        Suppression("region", "South and Coast: managers, Coaching the coach (I12-I13)", "merged", together),
    )
