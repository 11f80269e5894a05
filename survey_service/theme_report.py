"""The report on a file of comments: one HTML page that needs no other file and no script."""

from collections.abc import Mapping, Sequence
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from survey_service.charts import contrast_words
from survey_service.charts.over_time import draw_over_time
from survey_service.paths import static_folder, templates_folder
from survey_service.theme_sentences import (
    ROLE_WORDS,
    capital,
    counted,
    difference_words,
    direction_words,
    group_words,
    is_tentative,
    language_words,
    lead,
    likely,
    set_aside_rows,
    sure_lead,
    sure_words,
    tone_words,
    whole_percent,
    words_lead,
)
from survey_service.theme_values import FileOverview, themes_at

FEW_HIDDEN, MANY_HIDDEN = 0.25, 0.5
"""From half of its groups' shares hidden on, a level points to one where no more than a quarter is."""
WORDS_OF_A_PLOT = 8
"""Fewer words than this stand as two lists: a plot of them would be an empty one."""
MOST_MARKS = 4
"""Groups that can be told apart as marks on one line; more stand as bars under each theme alone."""


def render_report(overview: FileOverview) -> str:
    """The report of an overview; see `overview_values`."""
    page = _environment().get_template("themes_file/report.html")
    themes = {theme["id"]: theme for theme in overview["themes"]}
    levels = levels_of(overview)
    return page.render(
        overview=overview,
        themes=themes,
        levels=levels,
        count_at={level["number"]: level["count"] for level in levels},
        children=children_of(overview["themes"]),
        words=[
            {**contrast, "charts": words_charts(contrast, overview["settings"]["columns"]["by"])}
            for contrast in overview["words"]
        ],
        marks_fit=2 <= len(overview["groups"]) <= MOST_MARKS,
        any_hidden=any(share["hidden"] for theme in overview["themes"] for share in theme["by_group"]),
    )


def levels_of(overview: FileOverview) -> list[dict[str, Any]]:
    """The levels with how many themes they have, where their bars end, and where groups are better compared."""
    found = []
    for level in overview["levels"]:
        themes = themes_at(overview, level["number"])
        found.append({**level, "count": len(themes), "hidden": hidden_share(themes), **scale_ends(themes)})
    fit = [level["number"] for level in found if level["hidden"] <= FEW_HIDDEN]
    for level in found:
        broader = [number for number in fit if number < level["number"]]
        level["better"] = broader[-1] if broader and level["hidden"] > MANY_HIDDEN else None
    return found


def hidden_share(themes: Sequence[Mapping[str, Any]]) -> float:
    """The part of the groups' shares that is hidden, 0..1."""
    shares = [share for theme in themes for share in theme["by_group"]]
    return sum(bool(share["hidden"]) for share in shares) / max(len(shares), 1)


def scale_ends(themes: Sequence[Mapping[str, Any]]) -> dict[str, float]:
    """Where a level's bars end, and its marks and bars of groups, in percent: the same for all of them."""
    return {
        "top": scale_end([theme["share"] for theme in themes]),
        "reach": scale_end([share for theme in themes for share in theme["by_group"]]),
    }


def scale_end(shares: Sequence[Mapping[str, Any]]) -> float:
    """The end of the highest interval, in percent."""
    return max((100.0 * share["high"] for share in shares if not share["hidden"]), default=100.0)


def children_of(themes: Sequence[Mapping[str, Any]]) -> dict[int, list[int]]:
    """The parts of each theme on the next finer level where it has several, by id."""
    parts: dict[int, list[int]] = {}
    for theme in themes:
        parts.setdefault(theme["parent"], []).append(theme["id"])
    return parts


def over_time(theme: Mapping[str, Any]) -> Markup:
    """A theme's shares over the periods as a chart."""
    shown = [share for share in theme["by_period"] if not share["hidden"]]
    ends = [f"{whole_percent(share['share'])} in {share['group']}" for share in (shown[0], shown[-1])]
    label = f"Share of comments about “{theme['label']}”: {', '.join(ends)}."
    # The chart is built as an element tree, which escapes what people wrote.
    return Markup(draw_over_time(theme["by_period"], label))  # noqa: S704


def words_charts(contrast: Mapping[str, Any], column: str) -> dict[str, Markup]:
    """The words of two groups as charts by name: wide, narrow, paper."""
    named = {key: group_words(contrast[key], column) for key in ("one", "other")}
    words = [{**word, "count_one": word["n"], "count_other": 0} for word in contrast["words"]]
    roles = {f"{key}_role": contrast[key] for key in ("one", "other") if contrast[key] in ROLE_WORDS}
    drawn = {**contrast, **named, **roles, "words": words, "rest": [], "other_first": True}
    wide = contrast_words.WIDE if len(words) >= WORDS_OF_A_PLOT else contrast_words.LISTED
    layouts = {"wide": wide, "narrow": contrast_words.NARROW, "paper": contrast_words.PAPER}
    # The charts are built as element trees, which escape what people wrote.
    return {name: Markup(contrast_words.draw_contrast_words(drawn, layout)) for name, layout in layouts.items()}  # noqa: S704


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader([templates_folder(), static_folder() / "css"]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["thousands"] = lambda number: f"{number:,}"
    environment.filters |= {"percent": whole_percent, "likely": likely, "over_time": over_time, "capital": capital}
    environment.globals |= {
        "counted": counted,
        "difference_words": difference_words,
        "direction_words": direction_words,
        "group_words": group_words,
        "is_tentative": is_tentative,
        "language_words": language_words,
        "lead": lead,
        "set_aside_rows": set_aside_rows,
        "sure_lead": sure_lead,
        "sure_words": sure_words,
        "tone_words": tone_words,
        "words_lead": words_lead,
    }
    return environment
