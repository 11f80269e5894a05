"""The sentences of a report on comments and of the command that makes it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from survey_service.theme_values import FileOverview, themes_at

ROLE_WORDS: Final = {"rep": "Reps", "manager": "Managers", "executive": "Executives"}
ARROWS: Final = {"rising": "↗", "fading": "↘", "no clear change": "→"}
REASONS: Final = (
    ("unclear", "no clear theme", "Fits none well: the least clear fifth, rather than put under a doubtful theme."),
    ("too_few_comments", "too few to group", "Themes are looked for from 30 comments on."),
    ("too_few_words", "too short to place", "Fewer than two words that say what it is about."),
    ("nothing_to_add", "nothing to add", "“n/a”, “none”, “no comment” and the like."),
    ("no_words", "no words", "Only numbers, signs or emoji."),
    ("not_words", "not words", "Letters that make no words, such as a keyboard struck at random."),
    ("other_language", "another language", "In a language that few others use here, or that is not read."),
    ("empty", "empty", "Nothing was written."),
)
LANGUAGES: Final = {"en": "English", "es": "Spanish", "de": "German", "fr": "French"}
FIRST_NAMED: Final = 3
NEUTRAL: Final = 0.05
"""A mean tone nearer to 0 is neither good nor bad, however narrow its interval (the bound of VADER's authors)."""


def counted(number: int, noun: str) -> str:
    """A number with its noun: "1 theme", "6,955 comments"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def whole_percent(share: float) -> str:
    """A share of 0..1 as a whole percent; a small one is not rounded to nothing."""
    return "under 1 %" if 0 < share < 0.005 else f"{100 * share:.0f} %"


def likely(share: Mapping[str, Any]) -> str:
    """An interval as the page writes it: "6 to 7 %", "under 1 to 2 %"; one figure where both ends round to it."""
    low, high = whole_percent(share["low"]), whole_percent(share["high"])
    return f"about {low}" if low == high else f"{low.removesuffix(' %')} to {high}"


def sure_words(found_again: int, repetitions: int, *, short: bool = False) -> str:
    """How often a theme came back, and that it is tentative where that was in no more than half."""
    tentative = is_tentative(found_again, repetitions)
    if short:
        return f"{found_again} of {repetitions}{', tentative' if tentative else ''}"
    return f"{'tentative: ' if tentative else ''}found again in {found_again} of {repetitions}"


def is_tentative(found_again: int, repetitions: int) -> bool:
    """Whether a theme came back in no more than half of the repetitions."""
    return 2 * found_again <= repetitions


def direction_words(theme: Mapping[str, Any], *, arrow: bool = False) -> str:
    """Where a theme's share goes over the periods; nothing where that is not known."""
    words = str(theme["direction"])
    return f"{ARROWS[words]} {words}" if arrow and words else words


def group_words(name: str, column: str | None) -> str:
    """A group as it is called on the page: "Reps" for rep, "treatment 1" for 1, any other by its own name."""
    if name in ROLE_WORDS:
        return ROLE_WORDS[name]
    return f"{column} {name}" if column and name[:1].isdigit() else name


def difference_words(theme: Mapping[str, Any], column: str) -> str:
    """Whether the groups that are shown differ on a theme by more than chance, as a sentence; "" for fewer than two."""
    found = theme["difference"]
    if not found:
        return ""
    if not found["clear"]:
        return "No more apart than chance would have it."
    more, less = (f"{group_words(end['group'], column)} ({whole_percent(end['share'])})" for end in _ends(theme))
    return f"It comes up more often among {more} than among {less}, by more than chance."


def tone_words(tone: Mapping[str, Any]) -> str:
    """The mean tone of a theme's comments in words, with its interval."""
    mean, *bounds = (round(each, 2) + 0.0 for each in (tone["mean"], *(tone["bounds"] or [tone["mean"]] * 2)))
    way = "as much good as bad"
    if abs(mean) >= NEUTRAL and bounds[0] * bounds[1] > 0:
        way = "more good than bad" if mean > 0 else "more bad than good"
    return f"{way}: {mean:+.2f}, likely {bounds[0]:+.2f} to {bounds[1]:+.2f} on a scale from -1 to +1".replace("-", "−")


def set_aside_rows(overview: FileOverview) -> Iterator[tuple[str, int, str]]:
    """Why comments stand in no theme: words, how many, and a sentence."""
    known = {key: (words, why) for key, words, why in REASONS}
    for key in [*known, *(key for key in overview["set_aside"] if key not in known)]:
        if count := overview["set_aside"].get(key, 0):
            words, why = known.get(key, (key.replace("_", " "), ""))
            yield words, count, why


def set_aside_words(overview: FileOverview) -> list[str]:
    """The same in a few words each: "1,388 no clear theme"."""
    return [f"{count:,} {words}" for words, count, _ in set_aside_rows(overview)]


def language_words(languages: Mapping[str, int]) -> str:
    """The languages of a file where there are several: "English 430, German 61"."""
    named = sorted(languages.items(), key=lambda each: (-each[1], each[0]))
    return ", ".join(f"{LANGUAGES.get(code, code or 'unknown')} {count:,}" for code, count in named)


def lead(overview: FileOverview, level: int) -> str:
    """What a level says in two or three sentences that could be read aloud."""
    themes = themes_at(overview, level)
    if not themes:
        return f"{counted(overview['counts']['rows'], 'comment')}, and none of them could be grouped."
    first, *others = [f"“{theme['label']}”{_in_brackets(theme)}" for theme in themes[:FIRST_NAMED]]
    then = f", then {' and '.join(others)}" if others else ""
    column = overview["settings"]["columns"]["by"]
    found = f"{counted(len(themes), 'theme')}. The largest is {first}{then}."
    return " ".join([found, *_moved(themes), *_apart(themes, column)])


def asked_note(asked: int | None, found: int) -> tuple[str, ...]:
    """That fewer themes were found than asked for; nothing where that is not so."""
    if not asked or asked == found:
        return ()
    return (f"{counted(asked, 'theme')} were asked for; {found:,} have comments that clearly belong to them.",)


def sure_lead(overview: FileOverview, level: int) -> str:
    """How many themes of a level can be relied on, as a sentence."""
    themes, times = themes_at(overview, level), overview["repetitions"]
    tentative = sum(is_tentative(theme["found_again"], times) for theme in themes)
    often = f"came back in most of {times} repetitions"
    if tentative == len(themes):
        return f"None of {len(themes)} themes {often}: all are tentative. Read their comments before you act on them."
    others = "the other is" if tentative == 1 else f"the other {tentative} are"
    return f"{len(themes) - tentative} of {len(themes)} themes {often}{f'; {others} tentative' if tentative else ''}."


def words_lead(contrast: Mapping[str, Any], column: str) -> str:
    """The clearest words of both sides of a contrast as a sentence, in the order of its chart."""
    ranked = sorted(contrast["words"], key=lambda word: -abs(word["z"]))
    names = {side: group_words(contrast[side], column) for side in ("other", "one")}
    of_each = {
        "other": [word["phrase"] for word in ranked if word["z"] < 0],
        "one": [word["phrase"] for word in ranked if word["z"] > 0],
    }
    said = [f"by {names[side]}: {_named(phrases)}" for side, phrases in of_each.items() if phrases]
    return f"Written more {'; '.join(said)}."


def _named(phrases: Sequence[str]) -> str:
    """The first few, in quotes: “a”, “b” and “c”."""
    *others, last = [f"“{phrase}”" for phrase in phrases[:FIRST_NAMED]]
    return f"{', '.join(others)} and {last}" if others else last


def capital(text: str) -> str:
    """A text that begins a line."""
    return text[:1].upper() + text[1:]


def _in_brackets(theme: Mapping[str, Any]) -> str:
    share = theme["share"]
    return "" if share["hidden"] else f" ({whole_percent(share['share'])})"


def _moved(themes: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """The largest theme that rises, and the largest that fades."""
    moved = [next((theme for theme in themes if theme["direction"] == way), None) for way in ("rising", "fading")]
    said = [f"“{theme['label']}” is {theme['direction']}" for theme in moved if theme]
    if said:
        yield f"{' and '.join(said)}."


def _apart(themes: Sequence[Mapping[str, Any]], column: str) -> Iterator[str]:
    """The theme on which groups are furthest apart, of those where they are by more than chance."""
    clear = [(theme, *_ends(theme)) for theme in themes if theme["difference"] and theme["difference"]["clear"]]
    if clear:
        theme, more, less = max(clear, key=lambda each: each[1]["share"] - each[2]["share"])
        said = [f"{group_words(share['group'], column)} {whole_percent(share['share'])}" for share in (more, less)]
        yield f"Furthest apart are the groups on “{theme['label']}”: {', '.join(said)}."


def _ends(theme: Mapping[str, Any]) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """The share of the group that writes most about a theme, and of the one that writes least."""
    shares = {share["group"]: share for share in theme["by_group"]}
    return shares[theme["difference"]["more"]], shares[theme["difference"]["less"]]
