"""What people wrote, by role: themes of this wave and the one before in one fit, people counted, small ones hidden."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from analysis.disclosure.rules import comments_allowed, hidden_sentence, share_text
from analysis.instruments import questions_of
from analysis.results import Direction, Role, ThemeShown, ThemesOfRole
from analysis.scores.intervals import share_difference_bounds
from analysis.scores.multiplicity import FALSE_DISCOVERY_RATE, q_values
from analysis.scores.trends import share_change_p
from analysis.tables import Minimums, WaveSettings, WaveTable
from analysis.text.quotes import pick_quotes
from analysis.wording import ORDER, in_sentence
from analysis.written import BEFORE, FEWEST_COMMENTS, NOW, Written, read_written

MOST_QUOTES = 3
NOTICEABLE = 0.10
"""A share that moved by less, and not clearly, is steady; by more, and not clearly, tentative."""


@dataclass(frozen=True)
class Counts:
    """People of one role who wrote about a theme, and who wrote at all, in this wave and the one before."""

    size: int
    n: int
    size_before: int
    n_before: int

    @property
    def p(self) -> float:
        """The p of no change of the share."""
        return share_change_p(self.size, self.n, self.size_before, self.n_before)


def wave_themes(table: WaveTable, settings: WaveSettings) -> tuple[tuple[ThemesOfRole, ...], Mapping[str, int]]:
    """The themes of each role that was asked an open question, and how many comments were set aside, by reason."""
    written = read_written(table, settings)
    reasons = written.grouped.reason[written.wave == NOW].tolist()
    counted = Counter(str(reason) for reason in reasons if reason)
    roles = [role for role in ORDER if _was_asked(table, role)]
    found = [_of_role(written, role, settings) for role in roles]
    return _with_directions(written, found, settings.minimums), dict(sorted(counted.items()))


def _was_asked(table: WaveTable, role: str) -> bool:
    return any(question.get("kind") == "open" for question in questions_of(table.instrument, role))


def _of_role(written: Written, role: Role, settings: WaveSettings) -> ThemesOfRole:
    minimums, n_people = settings.minimums, written.writers(role, NOW)
    if not comments_allowed(n_people, minimums):
        return ThemesOfRole(role, None, (), 0, hidden_sentence("comments", minimums))
    if not written.grouped.names:
        few = f"Fewer than {FEWEST_COMMENTS} comments were written: too few to group into themes."
        return ThemesOfRole(role, n_people, (), 0, few)
    sizes = {theme: written.writers(role, NOW, theme) for theme in range(len(written.grouped.names))}
    large = sorted((theme for theme in sizes if comments_allowed(sizes[theme], minimums)), key=lambda at: -sizes[at])
    small = sum(0 < size < minimums.comments for size in sizes.values())
    return ThemesOfRole(
        role=role,
        n_people=n_people,
        themes=tuple(_shown(written, role, theme, settings) for theme in large),
        n_small_themes=small,
        hidden=hidden_sentence("each", minimums) if small else "",
    )


def _shown(written: Written, role: Role, theme: int, settings: WaveSettings) -> ThemeShown:
    label, terms = written.grouped.names[theme]
    counts = _counts(written, role, theme)
    return ThemeShown(
        theme_id=theme,
        label=label,
        terms=terms,
        role=role,
        n_people=counts.size,
        share=int(share_text(counts.size, counts.n, settings.minimums)),
        direction="new",
        before=_before(counts, settings),
        quotes=_quotes(written, role, theme, settings.random_state),
    )


def _counts(written: Written, role: str, theme: int) -> Counts:
    now, before = ((written.writers(role, wave, theme), written.writers(role, wave)) for wave in (NOW, BEFORE))
    return Counts(*now, *before)


def _before(counts: Counts, settings: WaveSettings) -> str:
    """The wave before in words ("quarter 2: 24 %"), where the theme had enough people then too."""
    if not comments_allowed(counts.size_before, settings.minimums):
        return ""
    share = share_text(counts.size_before, counts.n_before, settings.minimums)
    name = in_sentence(settings.previous_name)
    return f"{name}: {share} %" if name else f"{share} %"


def _quotes(written: Written, role: str, theme: int, random_state: int) -> tuple[str, ...]:
    """Masked comments of this wave whose writers agreed, in an order that says nothing."""
    texts = written.may_be_quoted(role, theme)
    chosen = [texts[place] for place in pick_quotes(texts, MOST_QUOTES)]
    order = np.random.default_rng([random_state, theme]).permutation(len(chosen))
    return tuple(chosen[place] for place in order)


def _with_directions(written: Written, found: Sequence[ThemesOfRole], minimums: Minimums) -> tuple[ThemesOfRole, ...]:
    """The themes with where their share of people went; a false discovery rate over all that were there before."""
    keys = [(side.role, each.theme_id) for side in found for each in side.themes]
    counts = {key: _counts(written, *key) for key in keys}
    judged = {key: each for key, each in counts.items() if comments_allowed(each.n_before, minimums)}
    qs = dict(zip(judged, q_values([each.p for each in judged.values()]), strict=True))
    directions = {key: _direction(each, qs.get(key)) for key, each in counts.items()}
    return tuple(
        replace(
            side,
            themes=tuple(replace(each, direction=directions[side.role, each.theme_id]) for each in side.themes),
        )
        for side in found
    )


def _direction(counts: Counts, q: float | None) -> Direction:
    """New, rising, fading or steady; tentative where too few wrote then, or a large change may be chance."""
    if counts.n_before == 0 or (q is not None and counts.size_before == 0):
        return "new"
    if q is None:
        return "tentative"
    bounds = share_difference_bounds(counts.size, counts.n, counts.size_before, counts.n_before)
    if q <= FALSE_DISCOVERY_RATE and not bounds.low <= 0 <= bounds.high:
        return "rising" if bounds.low > 0 else "fading"
    moved = abs(counts.size / counts.n - counts.size_before / counts.n_before)
    return "steady" if moved < NOTICEABLE else "tentative"
