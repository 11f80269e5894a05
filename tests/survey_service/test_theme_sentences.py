from survey_service.theme_sentences import (
    asked_note,
    group_words,
    language_words,
    lead,
    likely,
    set_aside_words,
    sure_lead,
    sure_words,
    tone_words,
    whole_percent,
    words_lead,
)
from tests.survey_service.file_overviews import SHARE, make_overview, make_theme


def test_percents_are_whole_and_a_small_one_is_not_nothing() -> None:
    assert [whole_percent(share) for share in (0.0, 0.004, 0.126, 1.0)] == ["0 %", "under 1 %", "13 %", "100 %"]


def test_an_interval_is_a_range_or_one_figure_where_both_ends_round_to_it() -> None:
    assert likely({"low": 0.061, "high": 0.148}) == "6 to 15 %"
    assert likely({"low": 0.051, "high": 0.054}) == "about 5 %"
    assert likely({"low": 0.001, "high": 0.02}) == "under 1 to 2 %"


def test_a_theme_found_again_in_half_of_the_repetitions_is_tentative() -> None:
    assert sure_words(5, 10) == "tentative: found again in 5 of 10"
    assert sure_words(6, 10) == "found again in 6 of 10"
    assert sure_words(5, 10, short=True) == "5 of 10, tentative"


def test_groups_are_called_as_people_would() -> None:
    assert [group_words(name, "treatment") for name in ("rep", "1", "North")] == ["Reps", "treatment 1", "North"]


def test_reasons_unknown_to_the_page_are_still_counted() -> None:
    overview = make_overview(set_aside={"unclear": 1388, "empty": 0, "of_a_new_kind": 2})
    assert set_aside_words(overview) == ["1,388 no clear theme", "2 of a new kind"]


def test_the_lead_names_the_largest_and_what_moved() -> None:
    themes = [
        make_theme(1, ranks={"2": 1}, label="Prices", direction="rising"),
        make_theme(2, ranks={"2": 2}, label="Coaching", direction="fading", share={**SHARE, "share": 0.25}),
    ]
    overview = make_overview(themes=themes, levels=[{"number": 2, "themes": [1, 2]}])
    assert lead(overview, 2) == (
        "2 themes. The largest is “Prices” (50 %), then “Coaching” (25 %). “Prices” is rising and “Coaching” is fading."
    )


def test_languages_are_named_by_size() -> None:
    assert language_words({"de": 61, "en": 430, "": 2}) == "English 430, German 61, unknown 2"


def test_the_lead_names_where_groups_are_furthest_apart_by_more_than_chance() -> None:
    shares = [{**SHARE, "share": 0.1}, {**SHARE, "group": "manager", "share": 0.4}]
    ends = {"more": "manager", "less": "rep"}
    themes = [
        make_theme(
            1, label="Prices", by_group=[SHARE, {**SHARE, "group": "manager"}], difference={**ends, "clear": False}
        ),
        make_theme(2, label="Coaching", by_group=shares, difference={**ends, "clear": True}),
    ]
    overview = make_overview(themes=themes, levels=[{"number": 2, "themes": [1, 2]}])
    assert lead(overview, 2).endswith("Furthest apart are the groups on “Coaching”: Managers 40 %, Reps 10 %.")


def test_words_of_one_side_alone_are_a_sentence_too() -> None:
    words = [{"phrase": f"price {n}", "z": n + 2.0, "n": 40} for n in range(4)]
    contrast = {"one": "north", "other": "south", "words": words}
    assert words_lead(contrast, "region") == "Written more by north: “price 3”, “price 2” and “price 1”."


def test_how_many_themes_can_be_relied_on_is_a_sentence() -> None:
    sure = make_overview(themes=[make_theme(), *(make_theme(place, found_again=9) for place in (2, 3))])
    assert sure_lead(sure, 2) == "2 of 2 themes came back in most of 10 repetitions."
    assert sure_lead(make_overview(), 2).startswith("None of 2 themes came back in most of 10 repetitions: all are")


def test_nothing_is_never_less_than_nothing() -> None:
    said = tone_words({"mean": -0.001, "bounds": [-0.012, -0.002]})
    assert said == "as much good as bad: +0.00, likely −0.01 to +0.00 on a scale from −1 to +1"


def test_that_fewer_themes_were_found_than_asked_for_is_said() -> None:
    assert asked_note(None, 7) == asked_note(7, 7) == ()
    assert asked_note(100, 97) == ("100 themes were asked for; 97 have comments that clearly belong to them.",)
