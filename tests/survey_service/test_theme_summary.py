from pathlib import Path

from survey_service.column_guesses import Guesses
from survey_service.theme_summary import NAME, WIDTH, fitting, summary
from tests.survey_service.file_overviews import make_overview

GUESSES = Guesses("t", ("more",), ("role", "region"), ("date",))


def test_the_summary_says_what_was_found_how_sure_and_where_the_report_lies() -> None:
    said = summary(make_overview(notes=["It was read as Windows-1252."]), GUESSES, Path("out"))
    assert said.startswith("1 theme in 44 comments.\nThe comments are in column “t”; choose “more” with --text-column.")
    assert "Price & approval" in said
    assert "Set aside: 21 no clear theme; 3 nothing to add." in said
    assert "How sure" not in said
    assert "How sure: 0 of 2 themes were found again more often than not" in summary(
        make_overview(level=2), GUESSES, Path("out")
    )
    assert "It was read as Windows-1252." in said
    assert f"Read    {Path('out') / 'report.html'}" in said


def test_columns_that_were_not_asked_for_are_offered() -> None:
    assert summary(make_overview(), GUESSES, Path("out")).endswith('The file allows more: --by "region".')


def test_no_line_is_wider_than_a_terminal() -> None:
    overview = make_overview()
    overview["themes"][0]["label"] = "Waiting for a price, " * 4 + "approval"
    assert max(map(len, summary(overview, GUESSES, Path("out")).splitlines())) <= WIDTH + len("no clear change")


def test_a_name_is_cut_between_its_phrases() -> None:
    assert fitting("Waiting for a price, slow approval, desk") == "Waiting for a price, slow approval"
    assert len(fitting("Waitingforapriceagainandagainandagainandagain")) <= NAME
