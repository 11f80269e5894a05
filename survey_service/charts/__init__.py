"""The charts of a report as inline SVG, drawn once when the report is made.

Shape and hue say who; full is needed, wanted, guessed or the only answer, hollow is got or given. Every chart is drawn
three times: wide, narrow (phones) and for paper, so that none is ever scaled.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from survey_service.charts import cascade, interval_bars, shares, support_mix
from survey_service.charts.theme_words import draw_role_words
from survey_service.charts.wording import shown

AMOUNT_SIDES = ("too little", "about right", "too much")
EFFECT_SIDES = ("hurt", "no difference", "helped")


def draw_charts(snapshot: Mapping[str, Any]) -> dict[str, str]:
    """Draw every chart of a snapshot; a chart without one figure that may be shown is left out.

    Names are "statement-<comparison id>", "mix", "cascade-<question>", "hands-on" and "effects", each with "-wide",
    "-narrow" and "-paper" after it, and "words-<role>-<role>" without "-paper".
    """
    of_numbers = [*draw_statements(snapshot), *draw_mix(snapshot), *draw_cascades(snapshot), *draw_shares(snapshot)]
    return dict([*of_numbers, *draw_role_words(snapshot)])


def draw_statements(snapshot: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The comparisons that are statements."""
    for comparison in snapshot["comparisons"]:
        if comparison["id"] in snapshot["statements"] and any(shown(figure) for figure in comparison["figures"]):
            name = f"statement-{comparison['id']}"
            yield f"{name}-wide", interval_bars.draw_interval_bars(comparison, interval_bars.WIDE)
            yield f"{name}-narrow", interval_bars.draw_interval_bars(comparison, interval_bars.NARROW)
            yield f"{name}-paper", interval_bars.draw_interval_bars(comparison, interval_bars.PAPER)


def draw_mix(snapshot: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The support mix, where it is shown."""
    mix = snapshot["mix"]
    if mix and mix["rows"] and not mix["hidden"]:
        yield "mix-wide", support_mix.draw_support_mix(mix, support_mix.WIDE)
        yield "mix-narrow", support_mix.draw_support_mix(mix, support_mix.NARROW)
        yield "mix-paper", support_mix.draw_support_mix(mix, support_mix.PAPER)


def draw_cascades(snapshot: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The questions of the cascade."""
    for question in snapshot["cascades"]:
        if any(shown(figure) for figure in question["figures"]):
            name = f"cascade-{question['question']}"
            yield f"{name}-wide", cascade.draw_cascade(question, cascade.WIDE)
            yield f"{name}-narrow", cascade.draw_cascade(question, cascade.NARROW)
            yield f"{name}-paper", cascade.draw_cascade(question, cascade.PAPER)


def draw_shares(snapshot: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The hands-on level, and what unasked deal joins did."""
    swoop_ins = snapshot["swoop_ins"]
    effects = swoop_ins["effects"] if swoop_ins else ()
    for name, rows, sides in (("hands-on", snapshot["hands_on"], AMOUNT_SIDES), ("effects", effects, EFFECT_SIDES)):
        if shares.drawable(rows):
            yield f"{name}-wide", shares.draw_shares(rows, sides, shares.WIDE)
            yield f"{name}-narrow", shares.draw_shares(rows, sides, shares.NARROW)
            yield f"{name}-paper", shares.draw_shares(rows, sides, shares.PAPER)
