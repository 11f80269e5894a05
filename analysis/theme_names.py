"""What themes are called: phrases that several people wrote, the lead's own name first."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from analysis.text.labels import Name, name_themes
from analysis.theme_counts import ThemeCounts
from analysis.theme_plan import Leaves
from analysis.written import Ids


def named(counts: ThemeCounts, themes: Sequence[Leaves]) -> dict[Leaves, Name]:
    """A name for each of several themes without a common leaf, by phrases that enough people wrote.

    All that one person says of a theme counts once. Languages are named apart. The lead's own name stands first.
    """
    names: dict[Leaves, Name] = {}
    spoken = {theme: _language(counts, theme) for theme in themes}
    for language in sorted(set(spoken.values())):
        same = [theme for theme in themes if spoken[theme] == language]
        texts, labels = _said_of(counts, same)
        found = name_themes(texts, labels, len(same), counts.minimums.score, language)
        names |= {theme: own_name(counts, theme, name) for theme, name in zip(same, found, strict=True)}
    return names


def _language(counts: ThemeCounts, theme: Leaves) -> str:
    """The language that most comments of a theme are in."""
    spoken = counts.history.language[np.isin(counts.history.cut.leaf, sorted(theme))]
    found, sizes = np.unique(spoken[spoken != ""], return_counts=True)
    return str(found[sizes.argmax()]) if len(found) else "en"


def _said_of(counts: ThemeCounts, themes: Sequence[Leaves]) -> tuple[list[str], Ids]:
    """All that each person says of each theme as one text, in alphabetical order, and the theme."""
    place = {leaf: at for at, theme in enumerate(themes) for leaf in theme}
    said: dict[tuple[int, int], list[str]] = {}
    rows = zip(counts.written.texts, counts.written.person.tolist(), counts.history.cut.leaf.tolist(), strict=True)
    for text, person, leaf in rows:
        if leaf in place:
            said.setdefault((place[leaf], person), []).append(text)
    joined = sorted(("\n".join(sorted(texts)), theme) for (theme, _), texts in said.items())
    return [text for text, _ in joined], np.array([theme for _, theme in joined], dtype=np.int64)


def own_name(counts: ThemeCounts, theme: Leaves, name: Name) -> Name:
    """The lead's name for a theme of the level that is shown, in place of the phrases."""
    if theme not in counts.themes:
        return name
    said = counts.memory.known(counts.history.themes[counts.themes.index(theme)].id).name
    return replace(name, label=said) if said else name
