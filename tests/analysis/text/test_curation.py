"""Edits are comments that a person confirmed: obeyed, carried on, undone."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.text.curation import (
    BringBack,
    CurationError,
    Describe,
    Edit,
    Merge,
    Move,
    Pin,
    Placed,
    Rename,
    SetAside,
    ShowNumber,
    Split,
    ThemeMemory,
    ThemePlacing,
    Unpin,
    confirm,
    edit_from_json,
    edit_sentence,
    edit_to_json,
    fold,
    handle_of,
    key_of,
)


def placing(**themes: list[float]) -> ThemePlacing:
    """Comments "a0", "a1", … of theme 1, "b0", … of theme 2 and so on, with the confidence of each; halves in turn."""
    placed = {
        f"{letter}{place}": Placed("abcd".index(letter) + 1, sure, place % 2)
        for letter, confidences in themes.items()
        for place, sure in enumerate(confidences)
    }
    return ThemePlacing({**placed, "none": Placed(0, 0.1)}, last_id=4)


PLACING = placing(a=[0.9, 0.8, 0.3, 0.2], b=[0.5, 0.7], c=[0.4, 0.6, 0.1])


def after(*edits: Edit) -> ThemeMemory:
    """The memory after edits that the lead makes one after the other."""
    made: list[Edit] = []
    for edit in edits:
        made.append(confirm(edit, fold(made, PLACING)))
    return fold(made, PLACING)


def test_a_new_name_confirms_the_clearer_half() -> None:
    edit = confirm(Rename(1, "  Pricing \n desk "), fold([], PLACING))
    assert edit == Rename(1, "Pricing desk", (("a0", 1), ("a1", 1)))
    assert after(edit).known(1).name == "Pricing desk"


def test_of_an_odd_number_the_larger_half_is_confirmed() -> None:
    edit = confirm(Pin(3), fold([], PLACING))
    assert edit == Pin(3, (("c0", 3), ("c1", 3)))


def test_merged_themes_are_one_under_the_first_ones_id() -> None:
    memory = after(Rename(2, "Two"), Merge((2, 1)))
    assert memory.members(2)[0] in {"a0", "a1", "b0", "b1"}
    assert set(memory.members(2)) == {"a0", "a1", "a2", "a3", "b0", "b1"}
    assert memory.members(1) == []
    assert {memory.theme_of(key) for key in ("a3", "b0")} == {2}
    assert memory.known(2).name == "Two"
    assert set(memory.confirmed.values()) == {2}
    assert memory.before == (frozenset({"a0", "a1", "a2", "a3"}), frozenset({"b0", "b1"}))


def test_merges_of_merges_hold() -> None:
    memory = after(Merge((1, 2)), Merge((3, 1)))
    assert {memory.theme_of(key) for key in PLACING.placed if key != "none"} == {3}


def test_a_split_gives_the_smaller_half_a_new_id() -> None:
    edit = confirm(Split(1), fold([], PLACING))
    assert isinstance(edit, Split)
    assert edit.new == 5
    assert dict(edit.confirmed) == {"a0": 1, "a1": 5}
    assert after(edit).last_id == 5
    assert edit.before == ((1, ("a0", "a1", "a2", "a3")), (5, ("a1", "a3")))
    assert after(edit).members(5) == ["a1", "a3"]


def test_what_was_just_merged_splits_into_what_it_was() -> None:
    merged = confirm(Merge((1, 2)), fold([], PLACING))
    split = confirm(Split(1), fold([merged], PLACING))
    memory = fold([merged, split], PLACING)
    assert memory.theme_of("b1") == 5
    assert memory.theme_of("a0") == 1


def test_a_theme_that_does_not_fall_in_two_stays_whole() -> None:
    with pytest.raises(CurationError, match="Leave it whole"):
        confirm(Split(3), fold([], ThemePlacing({f"c{each}": Placed(3, 0.5) for each in range(6)}, 3)))


def test_a_moved_comment_is_where_it_was_put() -> None:
    memory = after(Move("a0", 2))
    assert "a0" in memory.members(2)
    assert "a0" not in memory.members(1)
    assert memory.moved == {"a0"}


def test_a_pinned_theme_is_let_go_with_its_comments() -> None:
    assert after(Pin(1)).known(1).state == "pinned"
    memory = after(Rename(2, "Two"), Pin(1), Unpin(1))
    assert memory.known(1).state == "open"
    assert set(memory.confirmed.values()) == {2}


def test_a_theme_set_aside_can_be_brought_back() -> None:
    assert after(SetAside(1)).known(1).state == "aside"
    memory = after(Describe(1, "What they mean", "Train it"), SetAside(1), BringBack(1))
    assert (memory.known(1).state, memory.known(1).paraphrase, memory.known(1).objective) == (
        "open",
        "What they mean",
        "Train it",
    )


def test_an_undone_edit_leaves_no_trace() -> None:
    rename, merge = (confirm(edit, fold([], PLACING)) for edit in (Rename(1, "One"), Merge((1, 2))))
    assert fold([rename, merge], PLACING) != fold([rename], PLACING)
    assert fold([rename], PLACING) == after(Rename(1, "One"))
    assert fold([], PLACING) == ThemeMemory(placed=PLACING.placed, last_id=4)


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (Rename(9, "Nine"), "not there any more"),
        (Rename(0, "None"), "not there any more"),
        (Rename(1, "   "), "Give the theme a name"),
        (Rename(1, "x" * 81), "81 letters"),
        (Describe(1, "x" * 501), "501 letters"),
        (Merge((1,)), "at least two"),
        (Merge((1, 1)), "at least two"),
        (Merge((1, 7)), "not there any more"),
        (Unpin(1), "not pinned"),
        (BringBack(1), "not set aside"),
        (Move("nobody:O1", 1), "not there any more"),
        (ShowNumber(0), "from 1 to 60"),
    ],
)
def test_an_edit_that_makes_no_sense_says_why(edit: Edit, told: str) -> None:
    with pytest.raises(CurationError, match=told):
        confirm(edit, fold([], PLACING))


EDITS: list[Edit] = [
    Rename(1, "Löhne; “and” more"),
    Describe(2, "p", "o"),
    Merge((3, 1)),
    Split(1),
    Pin(2),
    SetAside(3),
    Move("a0", 2),
    ShowNumber(None),
    ShowNumber(7),
]


@pytest.mark.parametrize("edit", [*(confirm(each, fold([], PLACING)) for each in EDITS), Unpin(1), BringBack(4)])
def test_an_edit_comes_back_from_json_as_it_was(edit: Edit) -> None:
    stored = json.loads(json.dumps(edit_to_json(edit)))
    assert (stored["version"], edit_from_json(stored)) == (1, edit)
    assert edit_sentence(edit, {1: "One {} name"}).startswith("You ")


def test_an_edit_of_a_newer_version_is_refused() -> None:
    with pytest.raises(ValueError, match="Update the program"):
        edit_from_json({**edit_to_json(Pin(1)), "version": 2})


def test_a_sentence_names_the_themes() -> None:
    assert edit_sentence(Merge((1, 2)), {1: "Pay {}", 2: "Money"}) == "You merged “Money” into “Pay {}”."
    assert edit_sentence(Rename(3, "Hours"), {}) == "You renamed theme 3 to “Hours”."


def test_a_placing_comes_back_from_json_sorted_by_key() -> None:
    stored = json.loads(json.dumps(PLACING.to_json()))
    assert list(stored["placed"]) == sorted(PLACING.placed)
    assert ThemePlacing.from_json(stored) == PLACING
    assert ThemePlacing.from_json({}) == ThemePlacing()


def test_a_handle_leads_to_its_comment_only_with_the_secret() -> None:
    handle = handle_of("a0", b"one")
    assert key_of(handle, PLACING, b"one") == "a0"
    assert key_of(handle, PLACING, b"two") is None
    assert key_of("not a handle", PLACING, b"one") is None
    assert "a0" not in handle


def test_comments_that_are_gone_do_no_harm() -> None:
    edit = confirm(Rename(1, "One"), fold([], PLACING))
    memory = fold([edit], replace(PLACING, placed={}))
    assert memory.members(1) == ["a0", "a1"]


@given(st.lists(st.sampled_from([*EDITS, Unpin(2), BringBack(3), Split(2), Merge((2, 3))]), max_size=8))
def test_whatever_is_done_every_comment_is_in_one_place(edits: list[Edit]) -> None:
    made: list[Edit] = []
    for edit in edits:
        try:
            made.append(confirm(edit, fold(made, PLACING)))
        except CurationError:
            continue
    memory = fold(made, PLACING)
    assert all(memory.theme_of(key) == memory.survivor(memory.theme_of(key)) for key in PLACING.placed)
    themes = {memory.theme_of(key) for key in PLACING.placed}
    members = [key for theme in themes for key in memory.members(theme)]
    assert sorted(members) == sorted(PLACING.placed)
    assert max(themes) <= memory.last_id


@pytest.mark.parametrize("number", [1, 60, None])
def test_one_to_sixty_themes_can_be_chosen(number: int | None) -> None:
    assert confirm(ShowNumber(number), fold([], PLACING)) == ShowNumber(number)


def test_a_name_of_eighty_letters_is_taken_and_a_longer_one_is_not() -> None:
    assert confirm(Rename(1, "n" * 80), fold([], PLACING)) == Rename(1, "n" * 80, (("a0", 1), ("a1", 1)))
    with pytest.raises(CurationError, match="81 letters"):
        confirm(Rename(1, "n" * 81), fold([], PLACING))


def test_the_choice_of_a_number_is_told() -> None:
    assert edit_sentence(ShowNumber(7), {}) == "You chose to see 7 themes."
    assert edit_sentence(ShowNumber(None), {}) == "You chose to see as many themes as suggested."


def test_what_an_edit_says_of_themes_names_no_comment() -> None:
    stored = edit_to_json(confirm(Merge((1, 2)), fold([], PLACING)))
    assert stored["values"] == {}
    assert set(stored["confirmed"]) == {"a0", "a1", "b1"}


def test_a_theme_named_twice_is_not_merged_with_itself() -> None:
    with pytest.raises(CurationError, match="two different"):
        confirm(Merge((1, 2, 1)), fold([], PLACING))
