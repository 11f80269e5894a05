"""What the page of themes sets: the board's snapshot with the lead's newest words, as rows, sides and sentences."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from survey_service.charts.wording import share_width, short_share
from survey_service.operations.report_tables import who_wrote
from survey_service.wording import counted, in_words

Snapshot = Mapping[str, Any]
Theme = dict[str, Any]
"""A theme of a board (analysis.theme_board.BoardTheme) as JSON."""
Side = dict[str, Any]
"""A role's bar: role, and text and percent, or why they are hidden."""

STATE_WORDS = {"pinned": "Pinned", "aside": "Set aside"}
TRENDS = ("new", "rising", "fading", "tentative", "steady")
REFITS = 20
"""`MEMBERS` of the ensemble, which a page should not load scikit-learn for."""
NOTHING_TO_ADD = "nothing_to_add"
GIVES_AWAY = "reveal"
"""In the reason of what may have people enough, and would give away another figure that has not."""


def with_newest_words(board: Snapshot, known: Mapping[int, Any]) -> dict[str, Any]:
    """The board with names, states and texts as the lead left them, whether or not a fit has seen them yet.

    `known` maps a theme's id to what the lead said of it (analysis.text.curation.KnownTheme).
    """
    themes = [reworded(theme, known.get(theme["id"])) for theme in (*board["themes"], *board["aside"])]
    themes.sort(key=lambda theme: -shown_people(theme))
    shown = [theme for theme in themes if theme["state"] != "aside"]
    return {**board, "themes": shown, "aside": [theme for theme in themes if theme["state"] == "aside"]}


def shown_people(theme: Mapping[str, Any]) -> int:
    """How many people a theme is shown to have; what is hidden does not even order the list."""
    return sum(role["n_people"] or 0 for role in theme["roles"])


def is_shown(theme: Mapping[str, Any]) -> bool:
    """Whether a figure of some role stands behind a theme, so that a report has it too."""
    return any(not role["hidden"] for role in theme["roles"])


def reworded(theme: Mapping[str, Any], said: Any) -> Theme:
    """One theme with what the lead said of it."""
    if said is None:
        return {**theme, "state": "open", "paraphrase": "", "objective": ""}
    name = {"name": said.name, "named_by_you": True} if said.name else {}
    return {**theme, **name, "state": said.state, "paraphrase": said.paraphrase, "objective": said.objective}


def names_of(board: Snapshot) -> dict[int, str]:
    """What every theme of a board is called, by its id."""
    return {theme["id"]: theme["name"] for theme in (*board["themes"], *board["aside"])}


def theme_of(board: Snapshot, theme_id: int) -> Theme | None:
    """The theme of that id, or None."""
    return next((theme for theme in (*board["themes"], *board["aside"]) if theme["id"] == theme_id), None)


def find_theme(board: Snapshot, theme_id: int) -> Theme | None:
    """The theme of that id, or the first one; None where the board has none."""
    return theme_of(board, theme_id) or next(iter((*board["themes"], *board["aside"])), None)


def nearest_level(board: Snapshot, number: int | None) -> int:
    """The number of themes to show: the asked one, or the nearest there is; else the board's own."""
    if number is None or not board["levels"]:
        return int(board["number_shown"])
    numbers = [level["number"] for level in board["levels"]]
    return int(min(numbers, key=lambda each: (abs(each - number), each)))


def level_rows(board: Snapshot, number: int) -> list[dict[str, Any]]:
    """The themes of another granularity, to look at."""
    level = next((level for level in board["levels"] if level["number"] == number), {"nodes": ()})
    return [{**node, "name": node["label"]} for node in level["nodes"]]


def sides(row: Mapping[str, Any], board: Snapshot) -> list[Side]:
    """A theme's bar for each role of which enough people wrote; of the others nothing is shown anywhere."""
    shown = {role["role"] for role in board["roles"] if role["n_people"] is not None}
    return [side_of(role, board["minimum"]) for role in row["roles"] if role["role"] in shown]


def side_of(role: Mapping[str, Any], minimum: int) -> Side:
    """One role's bar, or the few words that stand in its place."""
    if role["hidden"]:
        return {"role": role["role"], "hidden": "hidden" if GIVES_AWAY in role["hidden"] else f"under {minimum}"}
    if role["share"] is None:
        share = role["share_text"]
        return {"role": role["role"], "text": f"{short_share(share)}\u00a0%", "percent": share_width(share)}
    return {"role": role["role"], "text": f"{role['n_people']} · {role['share']}\u00a0%", "percent": role["share"]}


def trend_of(row: Mapping[str, Any]) -> str:
    """Where a theme goes, in a word: of the role that wrote most about it and whose share is shown."""
    if row.get("tentative"):
        return "tentative"
    shown = [role for role in row["roles"] if role["trend"] and not role["hidden"]]
    return str(max(shown, key=lambda role: role["n_people"] or 0)["trend"]) if shown else ""


def people_sentence(theme: Mapping[str, Any]) -> str:
    """How many people of which role: "34 reps and 55 % or more of the managers who wrote", without what is hidden."""
    return joined(who_wrote(role) for role in theme["roles"] if not role["hidden"])


def joined(parts: Iterable[str]) -> str:
    """Parts as a list in words: "a, b and c"."""
    *most, last = [*parts] or [""]
    return f"{', '.join(most)} and {last}" if most else last


def about_theme(theme: Mapping[str, Any]) -> list[str]:
    """The line under a theme's name: people, who named it, how sure. What the lead named or pinned is not in doubt."""
    parts = [people_sentence(theme)]
    parts += ["named by you"] if theme["named_by_you"] else []
    if not theme["named_by_you"] and theme["state"] != "pinned":
        parts.append(f"{round(theme['stability'] * REFITS)} of {REFITS} refits agree")
    return [part for part in parts if part]


def board_line(board: Snapshot) -> str:
    """Who wrote, and how much was set aside: "104 reps and 16 managers wrote · 21 set aside as “nothing to add”"."""
    people = joined(f"{role['n_people']} {role['role']}s" for role in board["roles"] if role["n_people"])
    parts = [f"{people} wrote" if people else ""]
    nothing = board["set_aside"].get(NOTHING_TO_ADD)
    parts.append(f"{nothing} set aside as “nothing to add”" if nothing and nothing >= board["minimum"] else "")
    return " · ".join(part for part in parts if part)


def small_themes(board: Snapshot) -> list[str]:
    """What is too small to be shown, a line for each role: "4 small themes of reps, 20 people or more …"."""
    return [small_line(role, board["minimum"]) for role in board["roles"] if role["small_themes"]]


def small_line(role: Mapping[str, Any], minimum: int) -> str:
    """One role's small themes."""
    people = f", {role['small_people']} people or more" if role["small_people"] else ""
    themes = counted(role["small_themes"], "small theme").capitalize()
    why = "hidden to protect people" if GIVES_AWAY in role["hidden"] else f"hidden below {minimum} each"
    return f"{themes} of {role['role']}s{people}: {why}"


def hidden_note(board: Snapshot) -> str:
    """What “hidden” means where it stands beside a bar; "" where it stands nowhere."""
    reasons = (role["hidden"] for theme in board["themes"] for role in theme["roles"])
    if not any(GIVES_AWAY in reason for reason in reasons):
        return ""
    return f"Hidden: fewer than {board['minimum']} people, or it would give away where fewer are."


def roles_left_out(board: Snapshot) -> list[str]:
    """The roles of which too few people wrote, a line for each."""
    left = [role for role in board["roles"] if role["n_people"] is None and role["hidden"]]
    return [f"{role['role'].capitalize()}s: {role['hidden'].rstrip('.')}" for role in left]


def drawn_lines(theme: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The lines of a theme's history that can be drawn: two waves or more, and one of them shown."""
    lines = [line for line in theme["history"] if len(line["points"]) > 1]
    return [line for line in lines if any(point["share"] is not None for point in line["points"])]


def no_picture(theme: Mapping[str, Any]) -> str:
    """Why a theme has no picture of its shares."""
    if any(len(line["points"]) > 1 for line in theme["history"]):
        return "Its shares may not be shown: too few people wrote about it, or almost everybody did."
    return "A picture stands here from the second wave on."


def hidden_roles(theme: Mapping[str, Any]) -> str:
    """Which roles' shares are hidden in every wave, as a sentence; "" where none are."""
    drawn = {line["role"] for line in drawn_lines(theme)}
    left = [f"{line['role']}s" for line in theme["history"] if line["role"] not in drawn]
    return f"Not shown: {joined(left)}, since too few wrote about it." if left else ""


def split_sentence(theme: Mapping[str, Any]) -> str:
    """What a split would give, or "" where the theme cannot be split."""
    parts = [f"“{part['label']}”" for part in theme["split"]]
    return f"A split gives {joined(parts)}." if len(parts) > 1 else ""


def contrast_sentence(theme: Mapping[str, Any]) -> str:
    """Whether the roles differ in how many people write about a theme."""
    q = theme["contrast_q"]
    if q is None:
        return ""
    if q <= 0.10:
        return f"The roles differ in how many people write about it (q {q:.2f})."
    return f"No clear difference between the roles (q {q:.2f})."


SET_ASIDE = {
    "empty": "empty",
    "no_words": "without a word",
    "not_words": "of letters that make no words",
    "other_language": "in another language",
    NOTHING_TO_ADD: "“nothing to add”",
    "too_few_words": "with too few words",
    "unclear": "with no clear theme, or in one too small to show",
    "set_aside_by_lead": "in themes you set aside",
}
IN_TENS = ("unclear", "set_aside_by_lead")


def set_aside_lines(board: Snapshot) -> list[str]:
    """What was not put into a theme, and why, a line for each reason: how many, so many or more, or fewer than ten."""
    reasons = dict.fromkeys((*SET_ASIDE, *board["set_aside"], *board.get("set_aside_few", ())))
    told = [reason for reason in reasons if is_set_aside(board, reason)]
    return [f"{set_aside_count(board, reason)} {SET_ASIDE.get(reason, reason.replace('_', ' '))}" for reason in told]


def is_set_aside(board: Snapshot, reason: str) -> bool:
    """Whether any comment is in no theme for that reason."""
    return bool(board["set_aside"].get(reason)) or reason in board.get("set_aside_few", ())


def set_aside_count(board: Snapshot, reason: str) -> str:
    """How many comments are in no theme for a reason, as words that may stand; an old board has exact counts."""
    count = board["set_aside"].get(reason, 0)
    if count < board["minimum"]:
        return f"fewer than {in_words(board['minimum'])}"
    return f"{in_words(count)} or more" if reason in IN_TENS else in_words(count)


def matching(comments: Sequence[Mapping[str, Any]], words: str) -> list[Mapping[str, Any]]:
    """The comments that hold every word that is looked for; what several people wrote alike stands there once."""
    wanted, different = words.casefold().split(), {each["text"]: each for each in comments}
    return [each for text, each in different.items() if all(word in text.casefold() for word in wanted)]
