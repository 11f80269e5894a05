"""The lead's board and the report's themes: lasting ids, broader themes for small roles, nobody made out."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest

from analysis.role_themes import RoleThemes
from analysis.tables import Comment, EarlierWave, Minimums, WaveSettings, WaveTable
from analysis.text.curation import (
    Describe,
    Edit,
    KnownTheme,
    Rename,
    SetAside,
    ShowNumber,
    ThemeMemory,
    ThemePlacing,
    confirm,
    fold,
    key_of,
)
from analysis.text.history import fit_waves
from analysis.text.identity import Match
from analysis.theme_counts import ThemeCounts
from analysis.theme_identity import told
from analysis.wave_themes import BY_THE_LEAD, ThemeReading, counted_aside, read_themes
from analysis.wording import ORDER
from analysis.written import read_written
from tests.analysis.makers import People, make_wave_table
from tests.analysis.test_theme_plan import made_out
from tests.analysis.text.made_up_waves import made_up_wave

CROWD = People(160, 60, 29, (160, 60, 29))
FIRST_ROW = {"rep": 0, "manager": 160, "executive": 220}
SECRET = b"0123456789abcdef"
SUBJECTS = {"coaching": 40, "reports": 40, "price": 20, "discount": 30, "quote": 30}

Said = Mapping[str, Mapping[str, int]]


def comments_of(wave: int, said: Said) -> tuple[Comment, ...]:
    """One comment a person: so many of each role about each subject; two of three may be quoted."""
    found: list[Comment] = []
    for role, counts in said.items():
        texts, keys = made_up_wave(wave, counts, seed=FIRST_ROW[role])
        for place, (text, key) in enumerate(zip(texts, keys, strict=True)):
            row = FIRST_ROW[role] + place
            found.append(Comment(row, "O1", text, place % 3 > 0, f"{role}-{key}"))
    return tuple(found)


@cache
def empty_table() -> WaveTable:
    return make_wave_table(CROWD, comments=False)


def wave_of(said: Said, wave: int = 0) -> WaveTable:
    return replace(empty_table(), comments=comments_of(wave, said))


def earlier_wave(said: Said, wave: int) -> EarlierWave:
    return EarlierWave(f"Quarter {wave + 1}", empty_table().roles, comments_of(wave, said))


def settings_of(earlier: Sequence[EarlierWave] = (), memory: ThemeMemory | None = None) -> WaveSettings:
    return WaveSettings(
        wave_name=f"Quarter {len(earlier) + 1}",
        earlier=tuple(earlier),
        memory=memory or ThemeMemory(),
        handle_secret=SECRET,
    )


ALL_ROLES: Said = {
    "rep": SUBJECTS,
    "manager": {"coaching": 25, "reports": 25},
    "executive": {"coaching": 7, "reports": 7, "price": 5, "discount": 5, "quote": 5},
}


@cache
def first_reading() -> ThemeReading:
    return read_themes(wave_of(ALL_ROLES), settings_of())


def after(*edits: Edit) -> ThemeMemory:
    made: list[Edit] = []
    for edit in edits:
        made.append(confirm(edit, fold(made, first_reading().placing)))
    return fold(made, first_reading().placing)


def values_of(content: Any, name: str) -> Iterator[Any]:
    """Every value of a name anywhere in a snapshot."""
    if isinstance(content, dict):
        yield from (value for key, value in content.items() if key == name)
        content = list(content.values())
    if isinstance(content, list | tuple):
        for each in content:
            yield from values_of(each, name)


def test_a_board_is_plain_json_without_any_key() -> None:
    board = json.dumps(first_reading().board.snapshot())
    assert json.loads(board)["version"] == 1
    assert not any(key in board for key in first_reading().placing.placed)
    assert len(first_reading().placing.placed) == len(wave_of(ALL_ROLES).comments)


def test_no_number_of_people_on_a_board_is_below_the_minimum() -> None:
    counts = [count for count in values_of(first_reading().board.snapshot(), "n_people") if count is not None]
    assert min(counts) >= 10
    assert all(
        theme.n_people is None or theme.n_people >= 10 for side in first_reading().shown for theme in side.themes
    )


def test_an_attacker_who_sees_every_level_makes_nobody_out() -> None:
    past = [earlier_wave(ALL_ROLES, 0)]
    written = read_written(wave_of(ALL_ROLES, 1), settings_of(past))
    history = fit_waves(written.texts, written.keys)
    counts = ThemeCounts(written, history, ThemeMemory(), Minimums())
    hidden = [cell for plan in counts.plans.values() for cell in plan.cells.values() if cell.exactness == "hidden"]
    assert hidden
    for plan in counts.plans.values():
        level = counts.levels[counts.level_for(plan, len(counts.open_themes))]
        assert made_out(plan, len(history.cut.whole), level) == []


def test_a_small_role_reads_broader_themes_and_the_report_says_so() -> None:
    reps, _, executives = first_reading().shown
    assert reps.broader == ""
    assert executives.themes
    assert executives.broader.startswith("Shown in ")
    assert any(len(theme.parts) > 1 for theme in executives.themes)
    assert [line.broader for line in first_reading().board.roles] == [False, False, True]


def test_the_report_and_the_board_show_the_same_figures() -> None:
    board = {theme.id: {each.role: each for each in theme.roles} for theme in first_reading().board.themes}
    for side in first_reading().shown:
        for theme in side.themes:
            if len(theme.parts) == 1:
                told = board[theme.theme_id][side.role]
                assert (told.n_people, told.share, told.share_text) == (theme.n_people, theme.share, theme.share_text)


def test_comments_that_can_be_moved_are_agreed_to_and_have_handles_only() -> None:
    texts = {comment.text for comment in wave_of(ALL_ROLES).comments if comment.may_quote}
    movable = [each for theme in first_reading().board.themes for each in theme.movable]
    assert movable
    assert {each.text for each in movable} <= texts
    keys = {key_of(each.handle, first_reading().placing, SECRET) for each in movable}
    assert None not in keys
    assert [each.handle for each in first_reading().board.themes[0].movable] == sorted(
        each.handle for each in first_reading().board.themes[0].movable
    )


def test_without_a_secret_nothing_can_be_moved() -> None:
    board = read_themes(wave_of(ALL_ROLES), replace(settings_of(), handle_secret=b"")).board
    assert not any(theme.movable for theme in board.themes)


def test_roles_are_contrasted_only_where_both_are_shown() -> None:
    for theme in first_reading().board.themes:
        shown = sum(each.n_people is not None for each in theme.roles)
        assert (theme.contrast_p is not None) == (shown > 1)
        assert theme.contrast_p is None or theme.contrast_q is None or theme.contrast_p <= theme.contrast_q + 1e-9


def test_the_order_of_the_comments_changes_nothing() -> None:
    table = wave_of(ALL_ROLES)
    order = np.random.default_rng(1).permutation(len(table.comments))
    moved = replace(table, comments=tuple(table.comments[place] for place in order.tolist()))
    assert read_themes(moved, settings_of()) == first_reading()


def test_what_the_lead_said_of_a_theme_stands_in_report_and_board() -> None:
    largest = first_reading().board.themes[0].id
    memory = after(Rename(largest, "What we call it"), Describe(largest, "In other words", "Train it"))
    reading = read_themes(wave_of(ALL_ROLES), settings_of(memory=memory))
    (theme,) = [each for each in reading.board.themes if each.id == largest]
    assert (theme.name, theme.named_by_you, theme.paraphrase) == ("What we call it", True, "In other words")
    assert theme.identity.verdict == "kept"
    assert theme.identity.sure == "sure"
    told = [each for side in reading.shown for each in side.themes if each.parts == (largest,)]
    assert told
    assert {(each.label, each.paraphrase, each.objective) for each in told} == {
        ("What we call it", "In other words", "Train it")
    }


def test_a_theme_set_aside_is_counted_and_not_shown() -> None:
    largest = first_reading().board.themes[0].id
    reading = read_themes(wave_of(ALL_ROLES), settings_of(memory=after(SetAside(largest))))
    assert [theme.id for theme in reading.board.aside] == [largest]
    assert largest not in {theme.id for theme in reading.board.themes}
    assert largest not in {part for side in reading.shown for theme in side.themes for part in theme.parts}
    assert reading.set_aside[BY_THE_LEAD] >= 10
    assert reading.board.aside[0].quotes == ()


def test_what_is_in_no_theme_is_what_the_figures_leave_also_after_one_is_set_aside() -> None:
    written = read_written(wave_of(ALL_ROLES), settings_of())
    history = fit_waves(written.texts, written.keys)
    for said in ({}, *({each.id: KnownTheme(each.id, state="aside")} for each in history.themes)):
        counts = ThemeCounts(written, history, ThemeMemory(themes=said), Minimums())
        pages = RoleThemes(counts, ORDER)
        told, few = counted_aside(counts, pages)
        left = [(role.n_people or 0) - sum(each.n_people or 0 for each in role.themes) for role in pages.roles.values()]
        tens = sum(left) - told["unclear"] - told.get(BY_THE_LEAD, 0)
        assert 0 <= tens < 10 * len(set(told) | set(few))
        assert all(count >= 10 and count % 10 == 0 for count in told.values())


def test_how_much_of_a_theme_is_kept_does_not_say_how_many_comments_it_had() -> None:
    said = {told(Match(1, "kept", (1,), round(0.9 * had), had), "kept", sure=False).sentence for had in range(40, 50)}
    assert said == {"The same theme as before: about 90 % of its comments are still in it (77 to 96)."}
    few = told(Match(1, "kept", (1,), 7, 8), "kept", sure=False)
    assert (few.share, few.low, few.high) == (90, 21, 100)


def test_a_theme_has_a_history_of_shares_with_intervals() -> None:
    past = [earlier_wave({"rep": {"coaching": 20 + 10 * wave, "reports": 60}}, wave) for wave in range(3)]
    reading = read_themes(
        wave_of({"rep": {"coaching": 60, "reports": 60}}, 3), settings_of(past, ThemeMemory(number=2))
    )
    theme = next(each for each in reading.shown[0].themes if "coaching" in " ".join(each.terms))
    assert [point.wave for point in theme.history] == ["Quarter 1", "Quarter 2", "Quarter 3", "Quarter 4"]
    points = [point for point in theme.history if point.share is not None]
    assert len(points) == 4
    assert all(point.low is not None and point.high is not None for point in points)
    assert all((point.low or 0) <= (point.share or 0) <= (point.high or 0) for point in points)
    assert reading.board.waves == tuple(point.wave for point in theme.history)


def test_what_nobody_writes_about_any_more_is_fading() -> None:
    past = [earlier_wave({"rep": {"coaching": 60, "reports": 60}}, wave) for wave in range(2)]
    before = read_themes(wave_of({"rep": {"coaching": 60, "reports": 60}}, 1), settings_of(past[:1]))
    memory = fold([], before.placing)
    reading = read_themes(wave_of({"rep": {"reports": 100}}, 2), settings_of(past, memory))
    faded = [theme for theme in reading.board.themes if "coaching" in " ".join(word.term for word in theme.words)]
    assert "fading" in {theme.identity.verdict for theme in faded}


@pytest.mark.parametrize("count", [0, 1, 9, 12, 29])
def test_too_few_comments_for_themes_are_counted_by_construct(count: int) -> None:
    reading = read_themes(wave_of({"rep": {"coaching": count}}), settings_of())
    assert reading.board.mode == "constructs"
    assert reading.board.themes == ()
    assert reading.shown[0].themes == ()
    told = {each.construct for each in reading.shown[0].constructs}
    assert told == (set() if count < 10 else told)
    assert all(each.n_people is None or each.n_people >= 10 for each in reading.board.constructs)
    assert count < 29 or told


def test_a_placing_leads_the_next_reading_to_the_same_ids() -> None:
    stored = ThemePlacing.from_json(json.loads(json.dumps(first_reading().placing.to_json())))
    again = read_themes(wave_of(ALL_ROLES), settings_of(memory=fold([], stored)))
    assert {theme.identity.verdict for theme in again.board.themes} == {"kept"}
    assert again.placing == first_reading().placing


def test_another_number_of_themes_shows_no_figure_that_was_hidden() -> None:
    first = first_reading()
    assert first.placing.usual == {"Quarter 1": first.board.number_shown}
    memory = fold([ShowNumber(2)], first.placing)
    fewer = read_themes(wave_of(ALL_ROLES), settings_of(memory=memory))
    assert fewer.board.number_shown == 2
    assert fewer.placing.usual == first.placing.usual
    before = {level.number: [theme.roles for theme in level.nodes] for level in first.board.levels}
    now = {level.number: [theme.roles for theme in level.nodes] for level in fewer.board.levels}
    both = before.keys() & now.keys()
    assert len(both) >= 3
    for number in both:
        told = zip(sum(before[number], ()), sum(now[number], ()), strict=True)
        assert all(one.n_people == other.n_people and one.share_text == other.share_text for one, other in told)


def test_a_comment_about_two_themes_says_so_where_both_are_on_the_board() -> None:
    table = wave_of(ALL_ROLES)
    said = [replace(each, may_quote=True) for each in table.comments]
    quotes, reports = sum(SUBJECTS.values()) - SUBJECTS["quote"], SUBJECTS["coaching"]
    joined = range(quotes, quotes + 12)
    for place in range(12):
        quote = said[quotes + place]
        said[quotes + place] = replace(quote, text=f"{quote.text} {said[reports + place].text}")
    board = read_themes(replace(table, comments=tuple(said)), settings_of()).board
    also = {each.text: each.also for theme in board.themes for each in theme.movable if each.also}
    assert also
    assert set(also) <= {said[place].text for place in joined}
    assert set(also.values()) <= {theme.id for theme in board.themes}
