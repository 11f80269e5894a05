"""Themes of all levels as people of each role in each wave, and what of it may be shown."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final, TypeAlias

import numpy as np

from analysis.tables import Minimums, Role
from analysis.text.history import SAID_NOTHING, ThemeHistory
from analysis.text.theme_memory import ThemeMemory
from analysis.text.told_figures import ToldFigure, ToldFigures, joined_figures
from analysis.theme_plan import Counted, Leaves, People, ThemePlan, Told
from analysis.wording import ORDER
from analysis.written import Ids, Written

ENOUGH_THEMES: Final = 3
"""A role that can read so many themes at a level needs no broader one."""
COARSEST: Final = 2

Cells: TypeAlias = tuple[Role, int]
"""A role and a wave."""


@dataclass(frozen=True)
class ThemeCounts:
    """The themes of a history as nested sets of leaves, counted in people."""

    written: Written
    history: ThemeHistory
    memory: ThemeMemory
    minimums: Minimums

    @cached_property
    def aside(self) -> frozenset[int]:
        """Places of the themes that the lead set aside."""
        states = [self.memory.known(theme.id).state for theme in self.history.themes]
        return frozenset(place for place, state in enumerate(states) if state == "aside")

    @cached_property
    def levels(self) -> dict[int, tuple[Leaves, ...]]:
        """Every level without what is set aside, the coarsest first; empty where nothing was grouped."""
        cut = self.history.cut
        open_leaves = [leaf for leaf, place in enumerate(cut.levels[cut.number]) if int(place) not in self.aside]
        levels = {number: _themes(groups, open_leaves) for number, groups in sorted(cut.levels.items())}
        return {len(themes): themes for themes in levels.values() if themes}

    def theme(self, place: int) -> Leaves:
        """The leaves of a theme of the level that is shown."""
        cut = self.history.cut
        return Leaves(np.flatnonzero(cut.levels[cut.number] == place).tolist())

    @cached_property
    def themes(self) -> tuple[Leaves, ...]:
        """The themes of the level that is shown, by place; those set aside are there too."""
        return tuple(self.theme(place) for place in range(len(self.history.themes)))

    @cached_property
    def open_themes(self) -> tuple[Leaves, ...]:
        """The themes of the level that is shown which are not set aside."""
        return tuple(theme for place, theme in enumerate(self.themes) if place not in self.aside and theme)

    def ids(self, theme: Leaves) -> tuple[int, ...]:
        """The lasting ids of the shown themes that this one holds, or of the one it lies in; the largest first."""
        found = [place for place, each in enumerate(self.themes) if each & theme and place not in self.aside]
        return tuple(self.history.themes[place].id for place in found)

    def language(self, theme: Leaves) -> str:
        """The language that most of a theme's comments are written in."""
        codes = self.history.language[np.isin(self.history.cut.leaf, sorted(theme))].tolist()
        return max(sorted(set(codes)), key=codes.count, default="")

    def counted(self, role: str, wave: int) -> Counted:
        """People of one role in one wave."""
        rows = np.flatnonzero((self.written.role == role) & (self.written.wave == wave))
        said = rows[~np.isin(self.history.reason[rows], SAID_NOTHING)]
        by_hand = np.array([self.written.keys[row] in self.memory.moved for row in said], dtype=np.bool_)
        return Counted(
            everyone=People(self.written.person[said].tolist()),
            leaves=self._by_leaf(said),
            without_moved=self._by_leaf(said[~by_hand]),
            before=tuple(self._before(rows)),
            told=tuple(self._told(rows, wave)),
        )

    def _by_leaf(self, rows: Ids) -> dict[int, People]:
        found: dict[int, set[int]] = {}
        for leaf, person in zip(self.history.cut.leaf[rows].tolist(), self.written.person[rows].tolist(), strict=True):
            found.setdefault(leaf, set()).add(person)
        return {leaf: People(people) for leaf, people in found.items() if leaf >= 0}

    def _before(self, rows: Ids) -> Iterator[People]:
        person = {self.written.keys[row]: int(self.written.person[row]) for row in rows}
        for keys in self.memory.before:
            yield People(person[key] for key in keys if key in person)

    def _told(self, rows: Ids, wave: int) -> Iterator[Told]:
        person = {self.written.keys[row]: int(self.written.person[row]) for row in rows}
        for figure in self.memory.told.get(self.written.waves[wave], ()):
            if people := People(person[key] for key in figure.people if key in person):
                yield Told(people, figure.how)

    @cached_property
    def told(self) -> ToldFigures:
        """All figures that were told of each wave, those of this fit included."""
        key_of: dict[int, str] = {}
        for key, person in zip(self.written.keys, self.written.person.tolist(), strict=True):
            key_of[person] = min(key, key_of.get(person, key))
        found: dict[str, list[ToldFigure]] = {name: [] for name in self.written.waves}
        for (_, wave), plan in self.plans.items():
            for figure in plan.new_figures():
                people = frozenset(key_of[person] for person in figure.people)
                found[self.written.waves[wave]].append(ToldFigure(people, figure.how))
        told = {name: joined_figures(self.memory.told.get(name, ()), figures) for name, figures in found.items()}
        return {**self.memory.told, **told}

    @cached_property
    def plans(self) -> dict[Cells, ThemePlan]:
        """What may be shown of every theme, by role and wave.

        The level at which a wave was first read has precedence ever after, whatever number somebody chooses to see:
        else two choices could show together what neither shows alone.
        """
        return {(role, wave): self._plan(role, wave) for role in ORDER for wave in range(len(self.written.waves))}

    @cached_property
    def usual(self) -> dict[str, int]:
        """The number of themes each wave was first read at, by its name."""
        return {name: self.memory.usual.get(name, len(self.open_themes)) for name in self.written.waves}

    def _plan(self, role: str, wave: int) -> ThemePlan:
        least = max(self.minimums.comments, self.written.minimums[wave])
        plan = ThemePlan(self.counted(role, wave), replace(self.minimums, comments=least))
        first_read = self.usual[self.written.waves[wave]]
        usual = min(self.levels, key=lambda number: abs(number - first_read), default=0)
        if usual:
            plan.plan(self.levels[self.level_for(plan, usual)])
            plan.plan(self.levels[usual])
        plan.plan(theme for themes in self.levels.values() for theme in themes)
        plan.plan(self.themes[place] for place in sorted(self.aside))
        return plan

    def level_for(self, plan: ThemePlan, finest: int) -> int:
        """The finest level, up to `finest`, at which a role reads three themes, or as many as there can be."""
        best, most = finest, -1
        for number in sorted((each for each in self.levels if each <= finest), reverse=True):
            shown = min(sum(plan.is_enough(theme) for theme in self.levels[number]), ENOUGH_THEMES)
            if shown > most and (number >= COARSEST or most < 0):
                best, most = number, shown
        return best


def _themes(groups: Ids, leaves: Sequence[int]) -> tuple[Leaves, ...]:
    found: dict[int, set[int]] = {}
    for leaf in leaves:
        found.setdefault(int(groups[leaf]), set()).add(leaf)
    return tuple(Leaves(found[group]) for group in sorted(found))
