"""What people wrote, by role: themes of this wave and the one before in one fit, people counted, small ones hidden."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.disclosure.rules import comments_allowed, hidden_sentence, share_text
from analysis.instruments import questions_of
from analysis.results import Direction, Role, ThemeShown, ThemesOfRole
from analysis.scores.intervals import share_difference_bounds
from analysis.tables import Minimums, WaveSettings, WaveTable
from analysis.text.masking import mask_comments
from analysis.text.quotes import pick_quotes
from analysis.text.reading import SetAside
from analysis.text.themes import ThemeModel
from analysis.wording import ORDER, in_sentence

FEWEST_COMMENTS = 30
"""Fewer comments, of both waves together, are not grouped."""
MOST_QUOTES = 3
NOTICEABLE = 0.10
"""A share that moved by less, and not clearly, is steady; by more, and not clearly, tentative."""


@dataclass(frozen=True)
class Written:
    """The comments of both waves, n of them: masked text, wave (0 now, 1 before), row, role, theme, reason, consent."""

    texts: Sequence[str]
    wave: NDArray[np.int64]
    row: NDArray[np.int64]
    role: NDArray[np.str_]
    theme: NDArray[np.int64]
    reason: NDArray[np.str_]
    may_quote: NDArray[np.bool_]
    names: Sequence[tuple[str, tuple[str, ...]]]

    def writers(self, role: str, wave: int, theme: int | None = None) -> int:
        """How many people of a role wrote something in a wave (about a theme)."""
        chosen = (self.role == role) & (self.wave == wave) & ~np.isin(self.reason, SAID_NOTHING)
        if theme is not None:
            chosen &= self.theme == theme
        return len(np.unique(self.row[chosen]))


SAID_NOTHING = [SetAside.EMPTY.value, SetAside.NO_WORDS.value, SetAside.NOTHING_TO_ADD.value]


def wave_themes(table: WaveTable, settings: WaveSettings) -> tuple[tuple[ThemesOfRole, ...], Mapping[str, int]]:
    """The themes of each role that was asked an open question, and how many comments were set aside, by reason."""
    written = _read(table, settings)
    reasons = written.reason[written.wave == 0].tolist()
    counted = Counter(str(reason) for reason in reasons if reason)
    roles = [role for role in ORDER if _was_asked(table, role)]
    return tuple(_of_role(written, role, settings) for role in roles), dict(sorted(counted.items()))


def _was_asked(table: WaveTable, role: str) -> bool:
    return any(question.get("kind") == "open" for question in questions_of(table.instrument, role))


def _read(table: WaveTable, settings: WaveSettings) -> Written:
    waves = [(0, table), *([(1, settings.previous)] if settings.previous else [])]
    texts = [text for _, each in waves for text in mask_comments([said.text for said in each.comments], each.names)]
    said = [(wave, comment, str(each.roles[comment.row])) for wave, each in waves for comment in each.comments]
    theme, reason, names = _grouped(texts, settings.random_state)
    return Written(
        texts=texts,
        wave=np.array([wave for wave, _, _ in said], dtype=np.int64),
        row=np.array([comment.row for _, comment, _ in said], dtype=np.int64),
        role=np.array([role for _, _, role in said], dtype=np.str_),
        theme=theme,
        reason=reason,
        may_quote=np.array([comment.may_quote for _, comment, _ in said], dtype=np.bool_),
        names=names,
    )


def _grouped(
    texts: Sequence[str], random_state: int
) -> tuple[NDArray[np.int64], NDArray[np.str_], list[tuple[str, tuple[str, ...]]]]:
    """The theme and the reason of each comment, and what the themes are called; no themes of fewer than 30."""
    if not texts:
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.str_), []
    model = ThemeModel(random_state=random_state).fit(texts)
    reason = np.array([str(each) for each in model.reasons_], dtype=np.str_)
    if int((~np.isin(reason, SAID_NOTHING)).sum()) < FEWEST_COMMENTS:
        return np.full(len(texts), -1), np.where(reason == SetAside.UNCLEAR.value, "", reason), []
    return model.labels_.astype(np.int64), reason, [(theme.label, theme.terms) for theme in model.themes_]


def _of_role(written: Written, role: Role, settings: WaveSettings) -> ThemesOfRole:
    minimums, n_people = settings.minimums, written.writers(role, 0)
    if not comments_allowed(n_people, minimums):
        return ThemesOfRole(role, None, (), 0, hidden_sentence("comments", minimums))
    if not written.names:
        few = f"Fewer than {FEWEST_COMMENTS} comments were written: too few to group into themes."
        return ThemesOfRole(role, n_people, (), 0, few)
    sizes = {theme: written.writers(role, 0, theme) for theme in range(len(written.names))}
    large = [theme for theme, size in sizes.items() if comments_allowed(size, minimums)]
    return ThemesOfRole(
        role=role,
        n_people=n_people,
        themes=tuple(
            _shown(written, role, theme, settings) for theme in sorted(large, key=lambda theme: (-sizes[theme], theme))
        ),
        n_small_themes=sum(0 < size < minimums.comments for size in sizes.values()),
    )


def _shown(written: Written, role: Role, theme: int, settings: WaveSettings) -> ThemeShown:
    label, terms = written.names[theme]
    size, n_people = written.writers(role, 0, theme), written.writers(role, 0)
    return ThemeShown(
        theme_id=theme,
        label=label,
        terms=terms,
        role=role,
        n_people=size,
        share=int(share_text(size, n_people, settings.minimums)),
        direction=_direction(written, role, theme, settings.minimums),
        before=_before(written, role, theme, settings),
        quotes=_quotes(written, role, theme, settings.random_state),
    )


def _direction(written: Written, role: str, theme: int, minimums: Minimums) -> Direction:
    """Where the share of people went since the wave before; tentative where too few wrote then to tell."""
    size, n = written.writers(role, 0, theme), written.writers(role, 0)
    size_before, n_before = written.writers(role, 1, theme), written.writers(role, 1)
    if n_before and not comments_allowed(n_before, minimums):
        return "tentative"
    if size_before == 0:
        return "new"
    bounds = share_difference_bounds(size, n, size_before, n_before)
    if bounds.low > 0:
        return "rising"
    if bounds.high < 0:
        return "fading"
    return "steady" if abs(size / n - size_before / n_before) < NOTICEABLE else "tentative"


def _before(written: Written, role: str, theme: int, settings: WaveSettings) -> str:
    """The wave before in words ("quarter 2 24 %"), where the theme had enough people then too."""
    size, n = written.writers(role, 1, theme), written.writers(role, 1)
    if not comments_allowed(size, settings.minimums):
        return ""
    return f"{in_sentence(settings.previous_name)} {share_text(size, n, settings.minimums)} %".strip()


def _quotes(written: Written, role: str, theme: int, random_state: int) -> tuple[str, ...]:
    """Masked comments of this wave whose writers agreed, in an order that says nothing."""
    agreed = (written.wave == 0) & (written.role == role) & (written.theme == theme) & written.may_quote
    texts = sorted(written.texts[int(place)] for place in np.flatnonzero(agreed))
    chosen = [texts[place] for place in pick_quotes(texts, MOST_QUOTES)]
    order = np.random.default_rng([random_state, theme]).permutation(len(chosen))
    return tuple(chosen[place] for place in order)
