"""One fit over all waves: themes keep their ids, obey what was confirmed, and say how sure they are."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from itertools import pairwise

import numpy as np
import pytest

from analysis.text.curation import (
    Edit,
    Merge,
    Move,
    Pin,
    Rename,
    SetAside,
    ShowNumber,
    Split,
    ThemeMemory,
    ThemePlacing,
    confirm,
    fold,
)
from analysis.text.first_fit import FirstFit
from analysis.text.history import ThemeHistory, fit_waves
from tests.analysis.text.made_up_waves import made_up_wave, subject_of

THREE = {"coaching": 40, "reports": 40, "price": 40}
Told = tuple[list[str], list[str]]


def waves(*counts: Mapping[str, int]) -> Told:
    """The comments of several waves together."""
    told = [made_up_wave(wave, each) for wave, each in enumerate(counts)]
    return [text for texts, _ in told for text in texts], [key for _, keys in told for key in keys]


@cache
def first_wave() -> ThemeHistory:
    return fit_waves(*waves(THREE))


def ids_by_subject(history: ThemeHistory, keys: list[str]) -> dict[str, int]:
    """The theme that holds most clear comments of each subject."""
    ids = [*(theme.id for theme in history.themes), 0]
    rows = zip(keys, history.theme.tolist(), strict=True)
    counts = Counter((subject_of(key), ids[theme]) for key, theme in rows if theme >= 0)
    best: dict[str, tuple[int, int]] = {}
    for (subject, theme), count in sorted(counts.items()):
        best[subject] = max(best.get(subject, (0, 0)), (count, theme))
    return {subject: theme for subject, (_, theme) in best.items()}


def with_edit(edit: Edit, history: ThemeHistory, keys: list[str]) -> ThemeMemory:
    return fold([confirm(edit, fold([], history.placing(keys)))], history.placing(keys))


def obeys(history: ThemeHistory, keys: list[str], memory: ThemeMemory) -> bool:
    placed = history.placing(keys).placed
    there = [key for key in memory.confirmed if key in placed]
    return bool(there) and all(placed[key].theme == memory.confirmed[key] for key in there)


@pytest.mark.parametrize("count", [0, 1, 4, 5, 29])
def test_a_few_comments_give_no_themes(count: int) -> None:
    texts, keys = waves({"coaching": 29})
    history = fit_waves(texts[:count], keys[:count])
    assert history.themes == ()
    assert (history.theme == -1).all()
    assert {at.theme for at in history.placing(keys[:count]).placed.values()} <= {0}


def test_few_comments_give_at_most_a_theme_for_every_twenty_five() -> None:
    history = first_wave()
    assert 2 <= len(history.themes) <= 120 // 25
    assert [theme.match.verdict for theme in history.themes] == ["new"] * len(history.themes)
    assert [theme.id for theme in history.themes] == [*range(1, len(history.themes) + 1)]


def test_every_comment_that_says_something_has_a_theme_or_a_reason() -> None:
    history = first_wave()
    assert ((history.theme >= 0) == (history.reason == "")).all()
    assert ((history.cut.leaf >= 0) == (history.theme >= 0)).all()


def test_levels_are_nested_in_each_other() -> None:
    texts, keys = waves(THREE, THREE)
    cut = fit_waves(texts, keys).cut
    numbers = sorted(cut.levels)
    for coarse, fine in pairwise(numbers):
        pairs = set(zip(cut.levels[fine].tolist(), cut.levels[coarse].tolist(), strict=True))
        assert len(pairs) == fine


def test_any_order_of_comments_gives_the_same_ids() -> None:
    texts, keys = waves(THREE)
    order = np.random.default_rng(3).permutation(len(keys)).tolist()
    moved = [keys[row] for row in order]
    history = fit_waves([texts[row] for row in order], moved)
    assert history.placing(moved).to_json() == first_wave().placing(keys).to_json()


def test_a_second_fit_of_the_same_comments_keeps_every_theme() -> None:
    texts, keys = waves(THREE)
    again = fit_waves(texts, keys, fold([], first_wave().placing(keys)))
    assert [theme.match.verdict for theme in again.themes] == ["kept"] * len(again.themes)
    assert again.placing(keys) == first_wave().placing(keys)


def test_themes_keep_their_ids_over_eight_waves_in_one_of_which_a_subject_falls_in_two() -> None:
    told: Told = ([], [])
    placing, ever, same = ThemePlacing(), set[int](), list[bool]()
    for wave in range(8):
        counts = {"coaching": 25, "reports": 25} | ({"price": 25} if wave < 4 else {"discount": 25, "quote": 25})
        texts, keys = made_up_wave(wave, counts)
        told = (told[0] + texts, told[1] + keys)
        history = fit_waves(*told, fold([], placing))
        before, placing = placing, history.placing(told[1])
        both = [key for key, at in before.placed.items() if at.theme and placing.placed[key].theme]
        same += [before.placed[key].theme == placing.placed[key].theme for key in both]
        assert not {theme.id for theme in history.themes if not theme.match.similarity} & ever
        ever |= {theme.id for theme in history.themes}
    assert np.mean(same) >= 0.8
    found = ids_by_subject(fit_waves(*told, fold([], placing)), told[1])
    assert len({found[subject] for subject in ("price", "discount", "quote")}) == 3


def test_merged_themes_never_come_apart() -> None:
    told = waves(THREE)
    ids = ids_by_subject(first_wave(), told[1])
    placing = first_wave().placing(told[1])
    merged = confirm(Merge((ids["coaching"], ids["reports"])), fold([], placing))
    together = {key for key, at in placing.placed.items() if at.theme in (ids["coaching"], ids["reports"])}
    for wave in (1, 2):
        texts, keys = made_up_wave(wave, THREE)
        told = (told[0] + texts, told[1] + keys)
        memory = fold([merged], placing)
        history = fit_waves(*told, memory)
        placing = history.placing(told[1])
        assert {placing.placed[key].theme for key in together} <= {ids["coaching"], 0}
        assert obeys(history, told[1], memory)
        assert all(theme.id != ids["reports"] for theme in history.themes)


@pytest.mark.parametrize("kind", [Pin, SetAside, lambda theme, **_: Rename(theme, "Called so")])
def test_a_theme_that_somebody_confirmed_is_there_in_later_waves(kind: type[Pin]) -> None:
    texts, keys = waves(THREE)
    ids = ids_by_subject(first_wave(), keys)
    memory = with_edit(kind(ids["price"]), first_wave(), keys)
    later, more = made_up_wave(1, {"coaching": 40, "reports": 40, "discount": 20})
    history = fit_waves(texts + later, keys + more, memory)
    assert obeys(history, keys + more, memory)
    assert ids_by_subject(history, keys + more)["price"] == ids["price"]
    assert [theme.match.verdict for theme in history.themes if theme.id == ids["price"]] == ["kept"]


def test_a_split_holds() -> None:
    texts, keys = waves({**THREE, "discount": 40, "quote": 40})
    first = fit_waves(texts, keys, ThemeMemory(number=3))
    wide = max(range(len(first.themes)), key=lambda place: int((first.theme == place).sum()))
    memory = with_edit(Split(first.themes[wide].id), first, keys)
    history = fit_waves(texts, keys, memory)
    assert obeys(history, keys, memory)
    assert {first.themes[wide].id, memory.last_id} <= {theme.id for theme in history.themes}


def test_one_moved_comment_is_where_it_was_put_and_the_others_stay() -> None:
    texts, keys = waves(THREE)
    ids = ids_by_subject(first_wave(), keys)
    key = next(key for key, at in first_wave().placing(keys).placed.items() if at.theme == ids["price"])
    placed = fit_waves(texts, keys, with_edit(Move(key, ids["coaching"]), first_wave(), keys)).placing(keys).placed
    before = first_wave().placing(keys).placed
    assert placed[key].theme == ids["coaching"]
    assert {other for other in keys if placed[other].theme != before[other].theme} == {key}


def test_a_comment_moved_into_a_theme_that_is_gone_brings_it_back() -> None:
    texts, keys = waves(THREE)
    memory = replace(
        fold([], first_wave().placing(keys)), confirmed={keys[0]: 77}, moved=frozenset({keys[0]}), last_id=77
    )
    history = fit_waves(texts, keys, memory)
    assert history.placing(keys).placed[keys[0]].theme == 77
    assert int((history.theme == len(history.themes) - 1).sum()) == 1


def edited(*wanted: Edit) -> tuple[ThemeHistory, list[Edit]]:
    """The first wave after edits that the lead makes in turn, each on the board that the one before left."""
    texts, keys = waves(THREE)
    history, made = first_wave(), list[Edit]()
    for edit in wanted:
        made.append(confirm(edit, fold(made, history.placing(keys))))
        history = fit_waves(texts, keys, first=FirstFit(ThemePlacing(), (), tuple(made), first_wave().first))
    return history, made


def rows_by_theme(history: ThemeHistory) -> dict[int, list[int]]:
    return {theme.id: np.flatnonzero(history.theme == place).tolist() for place, theme in enumerate(history.themes)}


@pytest.mark.parametrize(("edit", "touched"), [(Merge((1, 2)), {1, 2}), (Split(2), {2, 4}), (Rename(3, "So"), set())])
def test_an_edit_changes_the_themes_it_is_about_and_no_others(edit: Edit, touched: set[int]) -> None:
    before, (after, _) = rows_by_theme(first_wave()), edited(edit)
    untouched = before.keys() - touched
    assert untouched
    assert {theme: rows for theme, rows in rows_by_theme(after).items() if theme not in touched} == {
        theme: before[theme] for theme in untouched
    }
    assert {row for theme in touched for row in rows_by_theme(after).get(theme, ())} == {
        row for theme in touched for row in before.get(theme, ())
    }
    told = {theme.id: theme.match for theme in after.themes}
    assert all(told[theme.id] == theme.match for theme in first_wave().themes if theme.id in untouched)


def test_a_comment_moved_out_of_a_theme_that_somebody_renamed_leaves_no_empty_theme() -> None:
    before = rows_by_theme(first_wave())
    key = waves(THREE)[1][before[2][0]]
    after = rows_by_theme(edited(Rename(2, "So"), Move(key, 1))[0])
    assert after == before | {1: sorted([*before[1], before[2][0]]), 2: before[2][1:]}


def test_themes_that_a_chosen_number_made_keep_their_ids_under_later_edits() -> None:
    texts, keys = waves({**THREE, "discount": 40, "quote": 40})
    few = ShowNumber(2)
    found = fit_waves(texts, keys, fold([few])).first
    many = fit_waves(texts, keys, first=FirstFit(ThemePlacing(), (few,), (ShowNumber(5),), found))
    new = sorted(theme.id for theme in many.themes if theme.id > 2)
    merged = confirm(Merge((1, new[0])), fold([few, ShowNumber(5)], many.placing(keys)))
    after = fit_waves(texts, keys, first=FirstFit(ThemePlacing(), (few,), (ShowNumber(5), merged), found))
    untouched = {theme: rows for theme, rows in rows_by_theme(many).items() if theme not in (1, new[0])}
    assert len(new) > 1
    assert {theme: rows for theme, rows in rows_by_theme(after).items() if theme != 1} == untouched


def test_where_the_first_fit_comes_out_otherwise_there_is_a_new_one() -> None:
    texts, keys = waves(THREE)
    memory = with_edit(Merge((1, 2)), first_wave(), keys)
    first = FirstFit(ThemePlacing(), (), (), "of other comments")
    assert fit_waves(texts, keys, memory, first=first).placing(keys) == fit_waves(texts, keys, memory).placing(keys)


def test_the_number_of_themes_can_be_chosen() -> None:
    texts, keys = waves({**THREE, "discount": 40, "quote": 40})
    fewer = fit_waves(texts, keys, fold([ShowNumber(2)]))
    assert len(fewer.themes) == fewer.cut.number == 2
    assert fewer.cut.suggested == fit_waves(texts, keys).cut.number


def test_the_same_sentence_four_hundred_times_makes_no_nonsense() -> None:
    texts, keys = waves({"coaching": 40, "reports": 40})
    copies = ["Please answer the phone when a customer calls."] * 400
    history = fit_waves(texts + copies, keys + [f"9-copies-{place}:O1" for place in range(400)])
    found = set(history.theme[80:].tolist())
    assert len(found) == 1
    assert len(history.themes) <= 16


@pytest.mark.parametrize("text", ["!!! ???", "12345 67", "коучинг важен", "<p>", "ok"])
def test_strange_comments_are_no_reason_to_fail(text: str) -> None:
    texts = [text] * 40
    history = fit_waves(texts, [f"{place}:O1" for place in range(40)])
    assert len(history.theme) == 40
    assert ((history.theme >= 0) | (history.theme == -1)).all()
