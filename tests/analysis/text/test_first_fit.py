from analysis.text.curation import Edit, Merge, Pin, Placed, ShowNumber, ThemePlacing
from analysis.text.first_fit import FirstFit, mark_of


def first_fit(*since: Edit) -> FirstFit:
    return FirstFit(ThemePlacing(), (Pin(1),), since, "found")


def test_edits_are_gone_through_up_to_each_chosen_number_and_to_the_last() -> None:
    merge, number, pin = Merge((1, 2)), ShowNumber(5), Pin(3)
    assert list(first_fit(merge, number, merge, pin).steps()) == [
        (Pin(1), merge, number),
        (Pin(1), merge, number, merge, pin),
    ]
    assert list(first_fit().steps()) == []


def test_the_same_themes_have_the_same_mark_and_others_another() -> None:
    one, other = Placed(1, 0.9, 0), Placed(2, 0.9, 0)
    mark = mark_of(ThemePlacing({"a": one, "b": other}))
    assert mark == mark_of(ThemePlacing({"b": Placed(2, 0.1, 1), "a": one}, last_id=7))
    assert mark != mark_of(ThemePlacing({"a": one, "b": one}))
    assert mark != mark_of(ThemePlacing({"a": one, "c": other}))
