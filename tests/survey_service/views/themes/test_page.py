"""What the page of themes shows of a board."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from survey_service.models import Member, ThemeRun, Wave
from tests.makers import make_member, make_organisation, make_survey, make_wave
from tests.survey_service.closed_waves import make_report, sign_in
from tests.survey_service.theme_board_sample import COMMENTS, board_theme, constructs_board, hidden_board, sample_board
from tests.survey_service.theme_boards import edits, form, key_of_comment, make_board, waiting_runs


def test_the_page_shows_the_list_and_the_first_theme(client: FlaskClient, address: str) -> None:
    page = client.get(address)

    assert page.status_code == 200
    for words in (
        "What the comments are about",
        "104 reps and 16 managers wrote · 21 set aside as “nothing to add”",
        "<strong>6 themes</strong>",
        "34 · 33\u00a0%",
        "under 10",
        "rising",
        "Four small themes of reps, 20 people or more: hidden below 10 each",
        "Words that put a comment here",
        "18 of 20 refits agree",
        COMMENTS[0],
        "Carried on from quarter 2",
        "A split gives “one-to-one” and “her time”.",
        "Coaching time",
    ):
        assert words in page.text, words
    assert page.text.count('role="img"') == 4
    assert 'aria-current="page">Themes<' in page.text


def test_a_theme_stands_beside_the_comparison_of_its_construct(
    client: FlaskClient, session: Session, wave: Wave, address: str
) -> None:
    make_report(session, wave)
    session.commit()

    page = client.get(address, query_string={"theme": 4}).text

    beside = page.partition("Stands beside")[2]
    assert "fp-verdict-disconnect" in beside.partition("</p>")[0]
    assert f"/reports/{wave.id}" in beside


def test_no_key_of_a_comment_is_in_the_page(client: FlaskClient, address: str) -> None:
    page = client.get(address).text

    assert key_of_comment(1, 0) not in page
    assert key_of_comment(1, 0).partition(":")[0] not in page


def test_another_number_is_shown_first_and_worked_with_on_request(
    client: FlaskClient, session: Session, address: str
) -> None:
    page = client.get(address, query_string={"themes": 8}).text
    assert "9 themes, to look at" in page
    assert "Nothing is changed yet. You work with 6." in page

    assert client.post(f"{address}/number", data=form(number=9)).status_code == 303
    assert edits(session) == [("show_number", False)]
    assert waiting_runs(session) == 1


def test_comments_are_searched_and_all_shown(client: FlaskClient, address: str) -> None:
    assert COMMENTS[3] not in client.get(address).text
    assert COMMENTS[3] in client.get(address, query_string={"all": 1}).text
    found = client.get(address, query_string={"words": "big CALL"}).text
    assert COMMENTS[1] in found
    assert COMMENTS[0] not in found
    assert "No comment of this theme has “zebra” in it." in client.get(address, query_string={"words": "zebra"}).text


@pytest.mark.parametrize("nasty", ["", "-1", "9" * 400, "a\x00b", "\u202ex", "<img src=x>", "1.5", "٣"])
def test_no_odd_address_falls_over(client: FlaskClient, address: str, nasty: str) -> None:
    answer = client.get(address, query_string=dict.fromkeys(("theme", "themes", "done", "words", "all"), nasty))

    assert answer.status_code == 200
    assert "<img src=x>" not in answer.text


def test_before_a_wave_has_closed_the_page_says_when(client: FlaskClient, session: Session) -> None:
    organisation = make_organisation(session)
    survey = make_survey(session, organisation)
    make_wave(session, survey)
    member = make_member(session, organisation)
    session.commit()
    sign_in(client, member)

    answer = client.get("/themes", follow_redirects=True)

    assert answer.request.path == f"/surveys/{survey.id}/themes"
    assert "No themes yet" in answer.text
    assert "The next one closes on Friday 25 September" in answer.text


def test_too_few_comments_show_counts_of_the_codebook(
    client: FlaskClient, session: Session, wave: Wave, lead: Member
) -> None:
    make_board(session, wave, constructs_board())
    session.commit()

    page = client.get(f"/surveys/{wave.survey_id}/themes").text

    assert "Too few comments for themes" in page
    assert "Coaching time" in page
    assert "fewer than 10 in each" in page


def test_where_all_is_hidden_the_page_says_why(client: FlaskClient, session: Session, wave: Wave, lead: Member) -> None:
    make_board(session, wave, hidden_board())
    session.commit()

    page = client.get(f"/surveys/{wave.survey_id}/themes").text

    assert "No theme can be shown" in page
    assert page.count("fewer than 10 in each") == 2


def test_a_failed_fit_can_be_tried_again(client: FlaskClient, session: Session, wave: Wave, address: str) -> None:
    session.add(ThemeRun(survey_id=wave.survey_id, state="failed", message="It broke.", created_at=wave.opens_at))
    session.commit()
    assert "It broke." in client.get(address).text

    assert client.post(f"{address}/again").status_code == 303
    assert "Step 1 of 3" in client.get(address).text


def test_what_people_and_leads_wrote_stays_the_letters_it_is(
    client: FlaskClient, session: Session, wave: Wave, lead: Member
) -> None:
    hostile = "<img src=x onerror=alert(1)> {{7*7}}"
    words = [{"term": hostile, "weight": 1.0}]
    movable = [{"handle": "1" * 22, "text": hostile}]
    theme = board_theme(1, name=hostile, words=words, not_words=words, movable=movable, quotes=[hostile])
    make_board(session, wave, sample_board(themes=[theme], note=hostile))
    session.commit()

    page = client.get(f"/surveys/{wave.survey_id}/themes").text

    assert "<img" not in page
    assert page.count("{{7*7}}") == page.count("onerror=alert(1)") > 5


def test_a_comment_names_its_second_theme_as_that_is_called_now(
    client: FlaskClient, session: Session, wave: Wave, address: str
) -> None:
    movable = [{"handle": "1" * 22, "text": "one", "also": 2}, {"handle": "2" * 22, "text": "two", "also": 0}]
    make_board(session, wave, sample_board(themes=[board_theme(1, movable=movable), board_theme(2)]))
    session.commit()
    client.post(f"{address}/2", data=form(action="save", name="Slow prices"))

    page = client.get(f"{address}?theme=1").text

    assert page.count("also: Slow prices") == page.count("also:") == 1


def test_a_lead_of_several_surveys_chooses_one(client: FlaskClient, session: Session, wave: Wave, address: str) -> None:
    make_survey(session, wave.survey.organisation, name="Monthly pulse")
    session.commit()

    page = client.get("/themes").text

    assert f'href="{address}"' in page
    assert "Up to quarter 3, 2026 · 6 themes" in page
    assert "No theme yet" in page
