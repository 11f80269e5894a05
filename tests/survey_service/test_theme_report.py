import re

from survey_service.theme_report import render_report, scale_ends, words_charts
from tests.survey_service.file_overviews import HIDDEN, SHARE, make_overview, make_theme


def test_the_report_escapes_what_people_wrote_and_needs_no_other_file() -> None:
    page = render_report(make_overview())
    assert "I wait for &lt;b&gt;prices&lt;/b&gt;" in page
    assert "Price &amp; approval" in page
    assert "<script" not in page
    assert "<link" not in page
    assert " style=" not in page
    assert "src=" not in page


def test_the_report_says_what_is_hidden_and_how_sure_a_theme_is() -> None:
    page = render_report(make_overview())
    assert "Hidden: under 10 of 40" in page
    assert "tentative: found again in 4 of 10" in page
    assert "50 % in 2024, 50 % in 2025" in page


def test_every_level_has_its_own_lead_and_the_suggested_one_is_chosen() -> None:
    page = render_report(make_overview())
    assert '<p class="fp-lead" data-at="1">1 theme. The largest is “Price &amp; approval” (50\u00a0%).</p>' in page
    assert re.search(r'id="fine-1" [^>]*aria-label="1 theme, suggested" checked', page)
    assert re.search(r'id="fine-2" [^>]*aria-label="2 themes">', page)


def test_a_theme_stands_once_and_says_on_which_levels_it_is_seen() -> None:
    page = render_report(make_overview(themes=[make_theme(), make_theme(2, parent=1, ranks={"2": 2}), make_theme(3)]))
    assert page.count('id="theme-1"') == 1
    assert page.count('data-at="1 2"') == 4
    assert ':root:has(#fine-2:checked) [data-at]:not([data-at~="2"]) { display: none; }' in page


def test_columns_say_what_stands_in_them_and_where_strips_end() -> None:
    page = render_report(make_overview())
    heads = page[page.index("fp-size-heads fp-caption") : page.index('<ol class="fp-rows">')]
    assert '<span data-at="1"><span>By role: 0</span> <span>65 %</span></span>' in heads
    assert "<span>Found again</span> <span>over time</span>" in heads
    assert "over time" not in render_report(make_overview(periods=[])).partition('<ol class="fp-rows">')[0]


def test_the_page_says_how_many_themes_to_rely_on_and_how_it_is_meant() -> None:
    page = render_report(make_overview(themes=[make_theme(), make_theme(2, found_again=9), make_theme(3)]))
    assert '<p data-at="2">1 of 2 themes came back in most of 10 repetitions; the other is tentative.</p>' in page
    assert '<p data-at="1">' not in page
    assert "19 of 20 lines hold the true share" in page


def test_few_comments_are_told_from_comments_that_share_nothing() -> None:
    few = make_overview(themes=[], levels=[], level=0, set_aside={"too_few_comments": 20})
    assert "Themes are looked for from 30 comments on" in render_report(few)
    assert "Is it a theme?" not in render_report(few)


def test_a_report_without_themes_says_what_would_bring_them() -> None:
    page = render_report(make_overview(themes=[], levels=[], level=0))
    assert "none of them could be grouped" in page
    assert "Bring more comments" in page


def test_a_clear_difference_is_a_sentence_and_a_small_one_says_that_it_may_be_chance() -> None:
    shares = [SHARE, {**SHARE, "group": "manager", "share": 0.2}]
    clear = make_theme(by_group=shares, difference={"more": "rep", "less": "manager", "clear": True})
    page = render_report(make_overview(themes=[clear, make_theme(2), make_theme(3)]))
    assert "It comes up more often among Reps (50\u00a0%) than among Managers (20\u00a0%), by more than chance." in page
    clear["difference"] = {"more": "rep", "less": "manager", "clear": False}
    page = render_report(make_overview(themes=[clear, make_theme(2), make_theme(3)]))
    assert "No more apart than chance would have it." in page


def test_words_that_set_groups_apart_are_drawn_under_the_groups_names() -> None:
    words = [{"phrase": f"price {n}", "z": z, "n": 40} for n, z in enumerate((5.0, 3.0, -4.0))]
    contrast = {"one": "rep", "other": "=2+2", "people_one": 40, "people_other": 12, "words": words}
    page = render_report(make_overview(words=[contrast]))
    assert "Words that set groups apart" in page
    assert "price 0" in page
    assert "Written more by =2+2: “price 2”; by Reps: “price 0” and “price 1”." in page
    assert "<h3>=2+2 and Reps</h3>" in page
    assert '<th scope="row">price 2</th><td>=2+2</td><td class="fp-number">40</td>' in page
    assert "Read were 12 and 40 comments, up to 1,000 of a side" in page


def test_a_few_words_are_listed_and_many_are_a_plot() -> None:
    words = [{"phrase": f"price {n}", "z": 3.0 + n / 10, "n": 40} for n in range(8)]
    contrast = {"one": "rep", "other": "manager", "people_one": 40, "people_other": 12, "words": words}
    assert "may be chance" in words_charts(contrast, "role")["wide"]
    assert "may be chance" not in words_charts({**contrast, "words": words[1:]}, "role")["wide"]


def test_bars_of_a_level_end_at_its_highest_interval() -> None:
    themes = [make_theme(), make_theme(share={**SHARE, "high": 0.8}, by_group=[HIDDEN])]
    assert scale_ends(themes) == {"top": 80.0, "reach": 65.0}
    assert scale_ends([]) == {"top": 100.0, "reach": 100.0}


def test_each_bar_is_as_long_as_its_own_groups_share_where_one_before_it_is_hidden() -> None:
    last = {**SHARE, "group": "manager", "share": 0.125}
    page = render_report(make_overview(themes=[make_theme(by_group=[HIDDEN, last]), make_theme(2), make_theme(3)]))
    assert ".m-1-2 { --s: 12.5;" in page
    assert ".m-1-1 {" not in page
    assert 'class="fp-line m-1-2 fp-as-manager"' in page


def test_a_level_where_most_is_hidden_points_to_one_where_groups_can_be_compared() -> None:
    broad, fine = (
        make_theme(by_group=[SHARE, SHARE], ranks={"1": 1}),
        make_theme(2, by_group=[HIDDEN, HIDDEN], parent=1),
    )
    page = render_report(make_overview(themes=[broad, fine, make_theme(3, by_group=[HIDDEN, HIDDEN], parent=1)]))
    assert (
        'data-at="2">Most shares by role are hidden among so many themes. <label for="fine-1">Among 1</label>' in page
    )
    assert 'data-at="1">Most shares' not in page


def test_the_tone_of_a_theme_is_a_mean_with_an_interval() -> None:
    tone = {"n": 40, "mean": -0.21, "bounds": [-0.3, -0.12], "hidden": ""}
    page = render_report(make_overview(themes=[make_theme(tone=tone), make_theme(2), make_theme(3)]))
    assert "They say more bad than good: −0.21, likely −0.30 to −0.12 on a scale from −1 to +1." in page


def test_notes_on_how_the_file_was_read_stand_in_the_report() -> None:
    assert "It was read as Windows-1252." in render_report(make_overview(notes=["It was read as Windows-1252."]))


def test_a_quote_that_is_about_two_themes_names_the_other_one() -> None:
    page = render_report(make_overview(themes=[make_theme(also=["Parking <near> here"]), make_theme(2), make_theme(3)]))
    assert page.count("also: Parking &lt;near&gt; here") == 1
    assert page.count("also:") == 1
