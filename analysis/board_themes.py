"""The lead's board, made from the same figures as the report: every level, who may be counted, what may be moved."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from analysis.disclosure.rules import comments_allowed, hidden_sentence
from analysis.role_themes import RoleThemes
from analysis.tables import Role
from analysis.text.curation import handle_of
from analysis.text.history import FEW, FEWEST
from analysis.text.labels import name_themes
from analysis.theme_board import (
    BoardMode,
    BoardTheme,
    HistoryLine,
    Level,
    LevelTheme,
    Movable,
    RoleCount,
    RoleLine,
    SplitPart,
    ThemeBoard,
    Word,
)
from analysis.theme_counts import ThemeCounts
from analysis.theme_plan import Leaves
from analysis.theme_trends import share_points

MOST_MOVABLE: Final = 200
ALL_LEVELS_TO: Final = 12
EVERY: Final = 4
"""Levels above twelve are shown in steps of four themes: nobody chooses between 27 and 28."""


@dataclass(frozen=True)
class BoardThemes:
    """Builds a board from what roles are shown."""

    pages: RoleThemes
    handle_secret: bytes
    set_aside: Mapping[str, int]

    @property
    def counts(self) -> ThemeCounts:
        """The themes, counted."""
        return self.pages.counts

    def board(self) -> ThemeBoard:
        """The board."""
        counts = self.counts
        themes = [place for place, theme in enumerate(counts.themes) if theme in counts.open_themes]
        return ThemeBoard(
            wave=counts.written.waves[-1],
            waves=counts.written.waves,
            minimum=counts.minimums.comments,
            mode=self._mode(),
            note=self._note(),
            number_suggested=counts.history.cut.suggested,
            number_shown=len(themes),
            levels=tuple(self._levels()),
            themes=tuple(self._theme(place) for place in sorted(themes, key=self._size) if self._may_be_named(place)),
            aside=tuple(self._theme(place) for place in sorted(counts.aside, key=self._size)),
            roles=tuple(self._role(role) for role in self.pages.asked),
            set_aside=self.set_aside,
            constructs=tuple(each for role in self.pages.asked for each in self.pages.roles[role].constructs),
        )

    @cached_property
    def _avoided(self) -> dict[Leaves, tuple[tuple[str, float], ...]]:
        return self.pages.naming.avoided(self.counts.open_themes)

    def _mode(self) -> BoardMode:
        if not self.counts.history.themes:
            return "constructs"
        return "tentative" if any(theme.tentative for theme in self.counts.history.themes) else "themes"

    def _note(self) -> str:
        match self._mode():
            case "constructs":
                return f"Fewer than {FEWEST} comments were written in all waves: too few to group into themes."
            case "tentative":
                return (
                    f"Themes of up to {FEW} comments are tentative: some were not found again in four fifths of them."
                )
            case _:
                return ""

    def _size(self, place: int) -> tuple[int, int]:
        """Sorts the largest first, over all waves."""
        return -int((self.counts.history.theme == place).sum()), place

    def _may_be_named(self, place: int) -> bool:
        """Whether enough people of all roles and waves wrote about a theme for it to have words of its own."""
        people = np.unique(self.counts.written.person[self.counts.history.theme == place])
        return comments_allowed(len(people), self.counts.minimums)

    def _role(self, role: Role) -> RoleLine:
        shown = self.pages.roles[role]
        broader = bool(shown.broader)
        return RoleLine(role, shown.n_people, shown.n_small_themes, shown.small_people, broader, shown.hidden)

    def _levels(self) -> Iterator[Level]:
        for number, themes in self.counts.levels.items():
            if number <= ALL_LEVELS_TO or number % EVERY == 0 or number == len(self.counts.open_themes):
                names = self.pages.naming.named(themes)
                nodes = [
                    LevelTheme(names[theme].label, names[theme].terms, self.counts.ids(theme), self._counts(theme))
                    for theme in themes
                    if self._enough_people(theme)
                ]
                yield Level(number, tuple(nodes))

    def _enough_people(self, theme: Leaves) -> bool:
        rows = np.isin(self.counts.history.cut.leaf, sorted(theme))
        return comments_allowed(len(np.unique(self.counts.written.person[rows])), self.counts.minimums)

    def _counts(self, theme: Leaves) -> tuple[RoleCount, ...]:
        return tuple(self._count(role, theme) for role in self.pages.asked)

    def _count(self, role: Role, theme: Leaves) -> RoleCount:
        plan = self.counts.plans[role, self.counts.written.now]
        if not comments_allowed(len(plan.counted.everyone), self.counts.minimums):
            return RoleCount(role, None, None, "", hidden_sentence("comments", self.counts.minimums))
        cell = plan.cells[theme]
        trend = self.pages.directions.get((role, theme)) if plan.shown(theme) else None
        return RoleCount(role, cell.count, cell.share, cell.share_text, cell.hidden, trend or "")

    def _theme(self, place: int) -> BoardTheme:
        counts, theme = self.counts, self.counts.themes[place]
        found = counts.history.themes[place]
        known = counts.memory.known(found.id)
        aside = place in counts.aside
        name = self.pages.naming.named([theme])[theme] if aside else self.pages.names[theme]
        tag = None if aside else self.pages.tags[theme]
        return BoardTheme(
            id=found.id,
            name=name.label,
            named_by_you=bool(known.name),
            state=known.state,
            paraphrase=known.paraphrase,
            objective=known.objective,
            roles=self._counts(theme),
            words=tuple(Word(term, weight) for term, weight in zip(name.terms, name.weights, strict=True)),
            not_words=tuple(Word(term, weight) for term, weight in self._avoided.get(theme, ())),
            identity=self.pages.identities[place],
            stability=round(found.stability, 2),
            tentative=found.tentative,
            construct=tag.construct if tag else "",
            skill_tag=tag.skill_tag if tag else "",
            quotes=() if aside else tuple(self._quotes(theme)),
            movable=() if aside else tuple(self._movable(theme)),
            history=tuple(HistoryLine(role, share_points(counts, role, theme)) for role in self.pages.asked),
            split=self._split(place),
            contrast_p=self.pages.contrasts.get(theme, (None, None))[0],
            contrast_q=self.pages.contrasts.get(theme, (None, None))[1],
        )

    def _may_be_read(self, theme: Leaves) -> list[Role]:
        """The roles whose comments on a theme may be read: enough people of theirs wrote about it."""
        return [role for role in self.pages.asked if self.counts.plans[role, self.counts.written.now].shown(theme)]

    def _quotes(self, theme: Leaves) -> Iterator[str]:
        for role in self._may_be_read(theme):
            yield from self.pages.quotes(role, theme)

    def _movable(self, theme: Leaves) -> Iterator[Movable]:
        """Comments by handles that lead back to nobody, in the order of the handles, which is none."""
        written = self.counts.written
        rows = [int(row) for role in self._may_be_read(theme) for row in self.pages.agreed(role, theme)]
        handles = {handle_of(written.keys[row], self.handle_secret): row for row in rows} if self.handle_secret else {}
        shown = sorted(handles)[:MOST_MOVABLE]
        second = self.counts.history.second(written.texts, np.array([handles[each] for each in shown], dtype=np.int64))
        for handle, also in zip(shown, second.tolist(), strict=True):
            yield Movable(handle, written.texts[handles[handle]], self._id_on_board(also))

    def _id_on_board(self, place: int) -> int:
        """The id of a theme that the board shows, 0 for any other."""
        listed = place >= 0 and self.counts.themes[place] in self.counts.open_themes and self._may_be_named(place)
        return self.counts.history.themes[place].id if listed else 0

    def _split(self, place: int) -> tuple[SplitPart, ...]:
        """What the two halves of a theme would be called, where enough people wrote in each."""
        history, written = self.counts.history, self.counts.written
        said: dict[tuple[int, int], list[str]] = {}
        for row in np.flatnonzero(history.theme == place).tolist():
            said.setdefault((int(history.half[row]), int(written.person[row])), []).append(written.texts[row])
        sizes = Counter(half for half, _ in said)
        if not all(comments_allowed(sizes[half], self.counts.minimums) for half in (0, 1)):
            return ()
        joined = sorted(("\n".join(sorted(texts)), half) for (half, _), texts in said.items())
        labels = np.array([half for _, half in joined])
        language = self.counts.language(self.counts.themes[place])
        names = name_themes([text for text, _ in joined], labels, 2, self.counts.minimums.score, language)
        return tuple(SplitPart(name.label, name.terms) for name in names)
