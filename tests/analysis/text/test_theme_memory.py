"""What is remembered of themes: where comments went, and what the lead said."""

import json

from analysis.text.edits import Edit, Merge, Move, Pin, Rename, Split, Unpin
from analysis.text.theme_memory import KnownTheme, Placed, ThemeMemory, ThemePlacing, fold
from analysis.text.told_figures import ToldFigure

TOLD = {"Wave 1": (ToldFigure(frozenset({"a", "b"}), "exact"),)}
PLACING = ThemePlacing(
    {"a": Placed(1, 0.9), "b": Placed(1, 0.25, 1), "c": Placed(2, 0.5), "none": Placed(0, 0.1)}, 4, {"Wave 1": 2}, TOLD
)


def after(*edits: Edit) -> ThemeMemory:
    return fold(edits, PLACING)


def test_a_placing_is_stored_as_plain_json_and_read_again() -> None:
    stored = PLACING.to_json()
    assert stored == {
        "version": 1,
        "last_id": 4,
        "usual": {"Wave 1": 2},
        "placed": {"a": [1, 0.9, 0], "b": [1, 0.25, 1], "c": [2, 0.5, 0], "none": [0, 0.1, 0]},
        "told": {"Wave 1": {"keys": ["a", "b"], "figures": [["exact", "3"]]}},
    }
    assert ThemePlacing.from_json(json.loads(json.dumps(stored))) == PLACING
    assert ThemePlacing.from_json({}) == ThemePlacing()


def test_what_was_told_and_where_comments_were_is_known_before_any_edit() -> None:
    memory = after()
    assert (memory.placed, memory.last_id, memory.usual, memory.told) == (PLACING.placed, 4, {"Wave 1": 2}, TOLD)
    assert [memory.theme_of(key) for key in ("a", "c", "none", "nobody")] == [1, 2, 0, 0]


def test_a_themes_comments_are_first_those_that_a_person_put_there() -> None:
    assert after().members(1) == ["a", "b"]
    assert after(Move("c", 1)).members(1) == ["c", "a", "b"]


def test_letting_a_theme_change_again_frees_what_pinning_it_confirmed_and_nothing_else() -> None:
    memory = after(Rename(1, "Price", (("a", 1),)), Pin(1, (("a", 1), ("b", 1))), Move("c", 2), Unpin(1))
    assert memory.confirmed == {"a": 1, "c": 2}
    moved_away = after(Pin(1, (("b", 1),)), Move("b", 2), Unpin(1))
    assert moved_away.confirmed == {"b": 2}


def test_a_merged_theme_has_all_comments_of_its_parts_and_only_the_firsts_name() -> None:
    before = ((1, ("a", "b", "none")), (2, ("c",)))
    memory = after(Rename(1, "Price"), Rename(2, "Coaching"), Merge((2, 1), (("c", 2),), before))
    assert memory.themes == {2: KnownTheme(2, "Coaching")}
    assert memory.members(2) == ["c", "a", "b", "none"]  # also one that the fit since has put nowhere
    assert memory.before == (frozenset({"a", "b", "none"}), frozenset({"c"}))


def test_a_split_theme_remembers_whom_it_counted_before_and_that_its_part_is_new() -> None:
    memory = after(Split(1, 5, (("a", 1),), ((1, ("a", "b")), (5, ("b",)))))
    assert (memory.members(1), memory.members(5), memory.last_id) == (["a"], ["b"], 5)
    assert memory.before == (frozenset({"a", "b"}),)
