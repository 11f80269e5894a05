import csv
from pathlib import Path
from typing import Any

from survey_service.theme_files import chart_top, render_report, whole_percent, write_theme_files

SHARE = {"group": "rep", "of": 40, "count": 20, "share": 0.5, "low": 0.35, "high": 0.65, "hidden": ""}
HIDDEN = {"group": "=2+2", "of": 4, "count": None, "share": None, "low": None, "high": None, "hidden": "under 10 of 40"}


def make_overview(**changes: Any) -> dict[str, Any]:
    theme = {
        "theme_id": 1,
        "label": "Price & approval",
        "terms": ["price", "approval"],
        "n": 20,
        "share": SHARE,
        "repeats": 2,
        "strength": 0.9,
        "quotes": ["I wait for <b>prices</b>"],
        "by_role": [SHARE, HIDDEN],
        "by_period": [{**SHARE, "group": "2024"}, {**SHARE, "group": "2025"}],
        "direction": "no clear change",
    }
    overview = {
        "settings": {"file": "answers.csv", "columns": {"text": "t", "role": "r", "period": "d"}, "themes": "auto"},
        "counts": {"rows": 44, "say_something": 44, "in_a_theme": 20, "repeats": 1},
        "set_aside": {"empty": 0, "no_words": 0, "nothing_to_add": 3, "too_few_words": 0, "unclear": 21},
        "minimum": 10,
        "repetitions": 5,
        "period_kind": "year",
        "roles": [{**SHARE, "of": 44, "count": 40}, {**HIDDEN, "of": 44, "count": 4}],
        "periods": [],
        "themes": [theme],
        "assignments": [{"row": 1, "theme_id": 1, "strength": 0.9}, {"row": 2, "theme_id": None, "strength": 0.0}],
    }
    return overview | changes


def rows_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_cells_that_read_as_formulas_are_neutralised(tmp_path: Path) -> None:
    overview = make_overview(roles=[{**SHARE, "group": "rep"}])
    overview["themes"][0]["terms"] = ["\t=cmd()", "price"]
    write_theme_files(tmp_path, overview)
    assert rows_of(tmp_path / "themes.csv")[1][2] == "'=cmd(); price"


def test_a_hidden_share_and_a_missing_theme_are_empty_cells(tmp_path: Path) -> None:
    write_theme_files(tmp_path, make_overview())
    themes, assignments = rows_of(tmp_path / "themes.csv"), rows_of(tmp_path / "assignments.csv")
    assert themes[1][5:7] == ["0.5", ""]
    assert assignments == [["row", "theme_id", "strength"], ["1", "1", "0.9"], ["2", "", "0.0"]]


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
    assert "tentative: found again in 2 of 5" in page
    assert "50 % in 2024, 50 % in 2025" in page


def test_a_report_without_themes_says_what_would_bring_them() -> None:
    page = render_report(make_overview(themes=[]))
    assert "none of them could be grouped" in page
    assert "Bring more comments" in page


def test_percents_are_whole_and_a_small_one_is_not_nothing() -> None:
    assert [whole_percent(share) for share in (0.0, 0.004, 0.126, 1.0)] == ["0 %", "under 1 %", "13 %", "100 %"]


def test_charts_end_at_a_round_share_above_all_of_them() -> None:
    assert chart_top(make_overview()) == 0.6
    assert chart_top(make_overview(themes=[])) == 0.1
