"""A full report of an invented organisation, with every kind of panel; and the same hidden, hostile, long and empty."""

import json
from dataclasses import replace
from typing import Any

from analysis.results import Figure, Loop, Method, Participation, Shares, ThemesOfRole, WaveAnalysis
from tests.survey_service.report_comparisons import cascades, comparisons, mix
from tests.survey_service.report_groups import groups, hands_on, suppressions, swoop_ins, themes

POWER = (
    "With 6 executives and 18 managers this report finds a large difference (.474) about 2 times in 10, "
    "a medium one (.33) about 1 time in 10. "
    "Within 18 managers it finds a large need gap about 4 times in 10, a medium one about 1 time in 10."
)


def sample_analysis() -> WaveAnalysis:
    """The report in the design's pictures."""
    return WaveAnalysis(
        title="Where support and need part ways",
        lead="Eight comparisons: two disconnects, one to watch, one aligned, four without enough evidence.",
        participation=(
            Participation("rep", 168, 131, 78),
            Participation("manager", 22, 18, 82),
            Participation("executive", 7, 6, 86),
        ),
        comparisons=comparisons(),
        statements=("D3", "D4", "D8"),
        mix=mix(),
        cascades=cascades(),
        hands_on=hands_on(),
        hands_on_sentence="Reps are split. Of managers, 44 % say leaders are too much in their deals.",
        swoop_ins=swoop_ins(),
        loop=Loop(
            month="September 2026",
            recorded=162,
            recordable=168,
            known_share="41",
            known_n=131,
            asks=38,
            answered=33,
            supported=24,
            median_days=3.0,
            sentence="Priorities are written down. Most reps do not know theirs.",
        ),
        themes=themes(),
        set_aside={"empty": 3, "too_short": 8},
        groups=groups(),
        hidden_sentences=(
            "Scores need 5 people; shares, comments and themes need 10.",
            "South and Coast have too few managers to stand alone. Together they are 5, so they appear as one row.",
            "3 more groups are hidden because the rest would give them away.",
            "The limits were fixed before the survey opened and hold for this page, the PDF and every export.",
        ),
        suppressions=suppressions(),
        method=Method(
            instrument_version="1.0",
            n_tests=8,
            minimums={"score": 5, "comments": 10, "distribution": 10, "participation": 5},
            power_sentence=POWER,
            sentence=(
                "Instrument 1.0. A disconnect is an effect of at least .33 with a false-discovery rate of 10 % over "
                f"all eight comparisons. Intervals are 95 %. {POWER} Differences show perception, not proof of cause."
            ),
        ),
        wave={
            "name": "quarter 3, 2026",
            "survey": "Quarterly pulse",
            "organisation": "Tarnbrook Instruments",
            "opened": "2026-09-14",
            "closed": "2026-09-25",
            "instrument_version": "1.0",
            "generated_at": "2026-09-25T18:02:00+00:00",
            "is_demo": "",
        },
    )


def as_stored(analysis: WaveAnalysis) -> dict[str, Any]:
    """The snapshot as it comes back from the database."""
    snapshot: dict[str, Any] = json.loads(json.dumps(analysis.snapshot()))
    return snapshot


def sample_snapshot() -> dict[str, Any]:
    return as_stored(sample_analysis())


HOSTILE = (
    "{{7*7}}",
    "<img src=x onerror=alert(1)>",
    '#import "x": y',
    "=cmd|' /C calc'!A0",
    "\u202etxet desrever",
    "$x$ *bold* @ref",
)
"""What must come out as the same letters that went in."""

FEW = "Hidden to protect people: fewer than 5 answered."
SECRET_NUMBERS = ("61.9", "12.7", "88.8", "3.3")


def hidden_figure(figure: Figure) -> Figure:
    return replace(figure, n=None, mean=None, interval=None, words="", hidden=FEW)


def hidden_shares(row: Shares) -> Shares:
    return replace(row, n=None, low="", middle="", high="", hidden=FEW)


def hidden_snapshot() -> dict[str, Any]:
    """Everything that can be withheld is."""
    base = sample_analysis()
    assert base.mix is not None
    assert base.loop is not None
    assert base.swoop_ins is not None
    hide: dict[str, Any] = {
        "effect": None,
        "effect_interval": None,
        "gap": None,
        "gap_interval": None,
        "p": None,
        "q": None,
    }
    compared = tuple(
        replace(
            one,
            **hide,
            figures=tuple(map(hidden_figure, one.figures)),
            verdict="not_enough_evidence",
            index=None,
            change=None,
            caption="",
            lines=(FEW,),
            statement=f"{one.title}: hidden.",
            hidden=FEW,
        )
        for one in base.comparisons
    )
    swoop = replace(
        base.swoop_ins,
        at_least_once=tuple((role, None, "", FEW) for role, *_ in base.swoop_ins.at_least_once),
        stages="",
        effects=tuple(map(hidden_shares, base.swoop_ins.effects)),
        on_average=(),
    )
    return as_stored(
        replace(
            base,
            participation=tuple(
                replace(side, asked=None, answered=None, share=None, hidden=FEW) for side in base.participation
            ),
            comparisons=compared,
            statements=("D3",),
            mix=replace(
                base.mix, rows=(), excess=None, p=None, n_managers=None, n_executives=None, sentence="", hidden=FEW
            ),
            cascades=tuple(replace(one, figures=tuple(map(hidden_figure, one.figures))) for one in base.cascades),
            hands_on=tuple(map(hidden_shares, base.hands_on)),
            hands_on_sentence="",
            swoop_ins=swoop,
            loop=replace(
                base.loop,
                known_share="",
                known_n=None,
                known_hidden=FEW,
                asks=0,
                answered=0,
                supported=0,
                median_days=None,
            ),
            themes=tuple(ThemesOfRole(side.role, None, (), 0, FEW) for side in base.themes),
            groups=tuple(replace(one, n=None, mean=None, interval=None, hidden=FEW) for one in base.groups),
        )
    )


def minimal_snapshot() -> dict[str, Any]:
    """A wave that asked next to nothing."""
    return as_stored(
        replace(
            sample_analysis(),
            lead="Nothing could be compared.",
            participation=(Participation("rep", None, 24, None),),
            comparisons=(),
            statements=(),
            mix=None,
            cascades=(),
            hands_on=(),
            hands_on_sentence="",
            swoop_ins=None,
            loop=None,
            themes=(),
            groups=(),
            hidden_sentences=(),
            suppressions=(),
        )
    )


def hostile_snapshot() -> dict[str, Any]:
    """Labels, names and quotes that try to be code."""
    base = sample_analysis()
    text = " ".join(HOSTILE)
    reps = base.themes[0]
    themes = tuple(replace(theme, label=text, quotes=(text,), terms=HOSTILE) for theme in reps.themes)
    first = replace(base.comparisons[0], title=text, statement=text, lines=(text,), caption=text)
    figures = tuple(replace(figure, label=text) for figure in first.figures)
    assert base.mix is not None
    rows = tuple(replace(row, label=text) for row in base.mix.rows)
    wave = {**base.wave, "name": text, "organisation": text}
    return as_stored(
        replace(
            base,
            title=text,
            comparisons=(replace(first, figures=figures), *base.comparisons[1:]),
            mix=replace(base.mix, rows=rows, sentence=text),
            cascades=tuple(replace(one, title=text) for one in base.cascades),
            themes=(replace(reps, themes=themes), *base.themes[1:]),
            groups=tuple(replace(one, group=text) if one.group == "North" else one for one in base.groups),
            wave=wave,
        )
    )


def long_snapshot() -> dict[str, Any]:
    """Every text as long as it may ever be."""
    base = sample_analysis()
    long = "A sentence that goes on and on about what managers and their leaders see differently. " * 3
    quote = "When she asks what I would try first I learn the most, but it happens maybe once. " * 4
    statements = tuple(replace(one, statement=long, lines=(long, long), caption=long[:150]) for one in base.comparisons)
    theme = replace(
        base.themes[0].themes[0], label=long[:90], quotes=(quote,), terms=("a long term of several words",) * 8
    )
    sides = tuple(ThemesOfRole(side.role, 104, (replace(theme, role=side.role),) * 3, 4, FEW) for side in base.themes)
    return as_stored(
        replace(
            base,
            title=long[:120],
            lead=long,
            comparisons=statements,
            hands_on=base.hands_on * 2,
            hands_on_sentence=long,
            themes=sides,
            hidden_sentences=(long,) * 4,
            groups=tuple(replace(one, group=f"{one.group} and several neighbouring regions") for one in base.groups),
        )
    )
