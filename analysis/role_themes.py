"""The themes of each role as a report shows them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from analysis.disclosure.rules import comments_allowed, hidden_sentence
from analysis.scores.multiplicity import q_values
from analysis.tables import Role
from analysis.text.codebook import TagOfTheme, base_rates, tag_theme
from analysis.text.contrast import share_p
from analysis.text.duplicates import hash_of
from analysis.text.history import FEWEST, SAID_NOTHING
from analysis.text.labels import Name
from analysis.text.quotes import pick_quotes
from analysis.theme_constructs import construct_counts
from analysis.theme_counts import ThemeCounts
from analysis.theme_identity import identity_of
from analysis.theme_names import ThemeNames
from analysis.theme_plan import Leaves, smaller_together
from analysis.theme_results import Direction, Identity, ThemeShown, ThemesOfRole
from analysis.theme_trends import change_of, directions, share_points
from analysis.wording import in_sentence, number, people
from analysis.written import Ids

FEW_COMMENTS: Final = f"Fewer than {FEWEST} comments were written: too few to group into themes."
MOST_QUOTES: Final = 3
TAG_AT_MOST: Final = 300
"""Comments that say well enough which construct a theme is nearest to."""


@dataclass(frozen=True)
class RoleThemes:
    """What is shown of the themes of each role that was asked; names and figures are worked out once."""

    counts: ThemeCounts
    asked: tuple[Role, ...]
    random_state: int = 0

    @cached_property
    def levels(self) -> dict[Role, int]:
        """The number of themes at which each role with enough people reads; none where nothing is grouped."""
        shown = len(self.counts.open_themes)
        plans = {role: self.counts.plans[role, self.counts.written.now] for role in self.asked}
        enough = [
            role for role, plan in plans.items() if comments_allowed(len(plan.counted.everyone), self.counts.minimums)
        ]
        return {role: self.counts.level_for(plans[role], shown) for role in enough if shown}

    @cached_property
    def shown(self) -> dict[Role, tuple[Leaves, ...]]:
        """The themes that may be named for each role, the largest first."""
        now = self.counts.written.now
        found: dict[Role, tuple[Leaves, ...]] = {}
        for role, level in self.levels.items():
            plan = self.counts.plans[role, now]
            allowed = [theme for theme in self.counts.levels[level] if plan.shown(theme)]
            found[role] = tuple(sorted(allowed, key=lambda theme: (plan.cells[theme].order, min(theme))))
        return found

    @cached_property
    def naming(self) -> ThemeNames:
        """Names themes; reads their phrases once."""
        return ThemeNames(self.counts)

    @cached_property
    def names(self) -> dict[Leaves, Name]:
        """Names of the themes at every level that a role reads, the finest first."""
        found: dict[Leaves, Name] = {}
        for level in sorted({len(self.counts.open_themes), *self.levels.values()} - {0}, reverse=True):
            found = self.naming.named(self.counts.levels[level]) | found
        return found

    @cached_property
    def identities(self) -> tuple[Identity, ...]:
        """How each theme of the level that is shown was found again, by place."""
        return tuple(identity_of(self.counts, place) for place in range(len(self.counts.history.themes)))

    @cached_property
    def usual_constructs(self) -> dict[str, float]:
        """The share of this survey's comments about each construct."""
        rows = np.flatnonzero(~np.isin(self.counts.history.reason, SAID_NOTHING)).tolist()
        texts = sorted((self.counts.written.texts[row] for row in rows), key=hash_of)
        return base_rates(texts[:TAG_AT_MOST])

    def tag(self, theme: Leaves) -> TagOfTheme:
        """The construct that a theme's clearer half is nearest to, so that it can stand beside its disconnect."""
        history = self.counts.history
        rows = np.flatnonzero(np.isin(history.cut.leaf, sorted(theme)))
        clear = rows[history.confidence[rows] >= np.median(history.confidence[rows])]
        texts = sorted((self.counts.written.texts[row] for row in clear), key=hash_of)
        return tag_theme(texts[:TAG_AT_MOST], self.names[theme].terms, base=self.usual_constructs)

    @cached_property
    def tags(self) -> dict[Leaves, TagOfTheme]:
        """The construct of every theme that has a name."""
        return {theme: self.tag(theme) for theme in self.names}

    @cached_property
    def contrasts(self) -> dict[Leaves, tuple[float, float]]:
        """The p and q of no difference between the roles whose figures of a theme are shown, where there are two."""
        now = self.counts.written.now
        found: dict[Leaves, float] = {}
        for theme in self.counts.open_themes:
            plans = [self.counts.plans[role, now] for role in self.levels]
            shown = [plan for plan in plans if plan.cells[theme].exactness == "exact"]
            if len(shown) > 1:
                people = np.array([plan.cells[theme].count for plan in shown])
                sizes = np.array([len(plan.counted.everyone) for plan in shown])
                found[theme] = share_p(people, sizes, random_state=self.random_state)
        return dict(zip(found, zip(found.values(), q_values([*found.values()]), strict=True), strict=True))

    @cached_property
    def directions(self) -> dict[tuple[Role, Leaves], Direction]:
        """Where the share of each shown theme went."""
        keys = [(role, theme) for role, themes in self.shown.items() for theme in themes]
        changes = {(role, theme): change_of(self.counts, role, theme) for role, theme in keys}
        return directions(changes, self.counts.minimums)

    @cached_property
    def roles(self) -> dict[Role, ThemesOfRole]:
        """What each role that was asked an open question wrote about."""
        return {role: self._of_role(role) for role in self.asked}

    def _of_role(self, role: Role) -> ThemesOfRole:
        """What one role wrote about."""
        minimums = self.counts.minimums
        n = len(self.counts.plans[role, self.counts.written.now].counted.everyone)
        if not comments_allowed(n, minimums):
            return ThemesOfRole(role, None, (), 0, hidden_sentence("comments", minimums))
        if role not in self.levels:
            few = FEW_COMMENTS if not self.counts.history.themes else "Every theme was set aside."
            return ThemesOfRole(role, n, (), 0, few, constructs=construct_counts(self.counts, role))
        small, together = self.small(role)
        return ThemesOfRole(
            role=role,
            n_people=n,
            themes=tuple(self.theme(role, theme) for theme in self.shown[role]),
            n_small_themes=small if together else 0,
            hidden=hidden_sentence("each", minimums) if small else "",
            small_people=together,
            broader=self._broader(role),
            constructs=() if self.shown[role] else construct_counts(self.counts, role),
        )

    def small(self, role: Role) -> tuple[int, int | None]:
        """How many themes of a role are not shown, and at least how many people wrote about them together.

        Moved comments are left out: else one that is moved among hidden themes would tell its writer's role.
        """
        plan = self.counts.plans[role, self.counts.written.now]
        themes = [theme for theme in self.counts.levels[self.levels[role]] if theme not in self.shown[role]]
        small = [theme for theme in themes if plan.counted.found(theme)]
        together = plan.counted.found(Leaves().union(*small))
        return len(small), smaller_together(len(together), len(small), self.counts.minimums)

    def theme(self, role: Role, theme: Leaves) -> ThemeShown:
        """One theme for one role."""
        cell = self.counts.plans[role, self.counts.written.now].cells[theme]
        name, ids = self.names[theme], self.counts.ids(theme)
        place = self.counts.themes.index(theme) if theme in self.counts.themes else None
        found = None if place is None else self.counts.history.themes[place]
        known = self.counts.memory.known(ids[0])
        return ThemeShown(
            theme_id=ids[0],
            label=name.label,
            terms=name.terms,
            role=role,
            n_people=cell.count,
            share=cell.share,
            share_text=cell.share_text,
            construct=self.tags[theme].construct,
            skill_tag=self.tags[theme].skill_tag,
            direction=self.directions[role, theme],
            before=self._before(role, theme),
            quotes=self.quotes(role, theme),
            parts=ids,
            history=share_points(self.counts, role, theme),
            identity=None if place is None else self.identities[place],
            stability=found.stability if found else None,
            tentative=bool(found and found.tentative),
            contrast_p=self.contrasts.get(theme, (None, None))[0],
            contrast_q=self.contrasts.get(theme, (None, None))[1],
            paraphrase=known.paraphrase if found else "",
            objective=known.objective if found else "",
        )

    def _before(self, role: Role, theme: Leaves) -> str:
        """The wave before in words ("quarter 2: 24 %"), where its share may be shown."""
        before = self.counts.written.now - 1
        if before < 0 or (share := self.counts.plans[role, before].cells[theme].share) is None:
            return ""
        name = in_sentence(self.counts.written.waves[before])
        return f"{name}: {share} %" if name else f"{share} %"

    def _broader(self, role: Role) -> str:
        level, usual = self.levels[role], len(self.counts.open_themes)
        if level == usual:
            return ""
        themes = "theme" if level == 1 else "themes"
        return (
            f"Shown in {number(level)} broader {themes}, so that more of what {people(role, None)} wrote can be shown."
        )

    def quotes(self, role: Role, theme: Leaves) -> tuple[str, ...]:
        """Masked comments of this wave whose writers agreed, in an order that says nothing."""
        texts = self.quotable(role, theme)
        chosen = [texts[at] for at in pick_quotes(texts, MOST_QUOTES, language=self.counts.language(theme))]
        return tuple(self._shuffled(chosen, theme))

    def quotable(self, role: Role, theme: Leaves) -> list[str]:
        """The masked comments of this wave on a theme whose writers agreed, in alphabetical order."""
        return sorted(self.counts.written.texts[row] for row in self.agreed(role, theme))

    def agreed(self, role: Role, theme: Leaves) -> Ids:
        """The rows of this wave's comments on a theme whose writers agreed to be quoted."""
        written = self.counts.written
        inside = np.isin(self.counts.history.cut.leaf, sorted(theme))
        return np.flatnonzero(inside & written.may_quote & (written.wave == written.now) & (written.role == role))

    def _shuffled(self, texts: Sequence[str], theme: Leaves) -> list[str]:
        order = np.random.default_rng([self.random_state, *self.counts.ids(theme)]).permutation(len(texts))
        return [texts[place] for place in order]
