"""What the forms of the page of themes do."""

import re
from threading import Barrier, Thread

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.text.curation import handle_of
from survey_service.models import Member, ThemeEdit, Wave
from tests.makers import make_member
from tests.survey_service.closed_waves import sign_in
from tests.survey_service.theme_board_sample import board_theme, sample_board
from tests.survey_service.theme_boards import SECRET, edits, form, key_of_comment, make_board, waiting_runs


def test_words_are_saved_and_stand_there_at_once(client: FlaskClient, session: Session, address: str) -> None:
    said = form(action="save", name="Time alone with her", paraphrase="Reps want more of it.", objective="Ask first")

    answer = client.post(f"{address}/1", data=said)

    assert answer.status_code == 303
    page = client.get(answer.headers["Location"]).text
    assert "You renamed “More one-to-one time” to “Time alone with her”." in page
    assert '<h2 id="theme-title">Time alone with her</h2>' in page
    assert "Reps want more of it." in page
    assert 'value="Ask first"' in page
    assert "named by you" in page
    assert edits(session) == [("rename", False), ("describe", False)]
    assert waiting_runs(session) == 0


def test_a_form_sent_twice_is_one_edit(client: FlaskClient, session: Session, address: str) -> None:
    said = form(action="merge") | {"chosen": ["1", "5"]}

    first, second = (client.post(f"{address}/chosen", data=said) for _ in range(2))

    assert (first.status_code, second.status_code) == (303, 303)
    assert first.headers["Location"] == second.headers["Location"]
    assert edits(session) == [("merge", False)]
    assert waiting_runs(session) == 1


def test_merging_queues_a_fit_and_the_page_says_so(client: FlaskClient, address: str) -> None:
    answer = client.post(f"{address}/chosen", data=form(action="merge") | {"chosen": ["1", "5"]})

    page = client.get(answer.headers["Location"]).text
    assert "You merged “Before the big call” into “More one-to-one time”." in page
    assert "Step 1 of 3, some seconds." in page
    assert ">Undo<" in page


def test_undoing_takes_the_whole_form_back_once(client: FlaskClient, session: Session, address: str) -> None:
    answer = client.post(f"{address}/1", data=form(action="save", name="Another", paraphrase="Short", objective=""))
    batch = re.search(r"done=(\w+)", answer.headers["Location"])
    assert batch is not None

    first, second = (client.post(f"{address}/undo", data={"batch": batch[1]}) for _ in range(2))

    assert (first.status_code, second.status_code) == (303, 303)
    page = client.get(first.headers["Location"]).text
    assert "Undone:" in page
    assert '<h2 id="theme-title">More one-to-one time</h2>' in page
    assert edits(session) == [("rename", True), ("describe", True)]
    assert waiting_runs(session) == 1


def test_only_the_last_edit_can_be_undone(client: FlaskClient, session: Session, address: str) -> None:
    first = client.post(f"{address}/1", data=form(action="pin", name="", paraphrase="", objective=""))
    client.post(f"{address}/2", data=form(action="pin") | {"changes": "1"})
    batch = first.headers["Location"].partition("done=")[2]

    answer = client.post(f"{address}/undo", data={"batch": batch})

    assert answer.status_code == 409
    assert "Something was changed after it. Undo that first, then this." in answer.text
    assert edits(session) == [("pin", False), ("pin", False)]


def test_a_change_that_never_was_cannot_be_undone(client: FlaskClient, address: str) -> None:
    assert client.post(f"{address}/undo", data={"batch": "x"}).status_code == 404


def test_a_page_older_than_the_last_change_is_refused_with_all_its_words(
    client: FlaskClient, session: Session, address: str
) -> None:
    client.post(f"{address}/2", data=form(action="pin"))

    answer = client.post(f"{address}/1", data=form(action="save", name="Mine", paraphrase="My words", objective="Goal"))

    assert answer.status_code == 409
    assert "The themes were changed after you opened this page." in answer.text
    assert "You pinned “Waiting for a price”." in answer.text
    for words in ('value="Mine"', "My words", 'value="Goal"'):
        assert words in answer.text
    assert edits(session) == [("pin", False)]
    again = re.search(r'name="changes" value="(\d+)"', answer.text)
    assert again is not None
    said = form(action="save", name="Mine", paraphrase="My words", objective="Goal") | {"changes": again[1]}
    assert client.post(f"{address}/1", data=said).status_code == 303


def test_ticks_stay_where_a_merge_is_refused(client: FlaskClient, session: Session, address: str) -> None:
    answer = client.post(f"{address}/chosen", data=form(action="merge", chosen=3))

    assert answer.status_code == 409
    assert "Tick two or more themes, then merge them." in answer.text
    assert re.search(r'id="theme-3" value="3" checked', answer.text)
    assert edits(session) == []


def test_a_theme_is_set_aside_and_brought_back(client: FlaskClient, address: str) -> None:
    aside = client.post(f"{address}/chosen", data=form(action="set_aside") | {"chosen": ["2", "3"]})
    page = client.get(aside.headers["Location"]).text
    assert "Set aside by you: 2" in page
    assert 'id="theme-2"' not in page

    back = client.post(f"{address}/2", data=form(action="bring_back") | {"changes": "2"})
    assert 'id="theme-2"' in client.get(back.headers["Location"]).text


def test_a_pinned_theme_says_so_and_is_let_go(client: FlaskClient, session: Session, address: str) -> None:
    pinned = client.post(f"{address}/1", data=form(action="pin"))
    assert "fp-badge-solid" in client.get(pinned.headers["Location"]).text

    client.post(f"{address}/1", data=form(action="unpin") | {"changes": "1"})
    assert edits(session) == [("pin", False), ("unpin", False)]


def test_splitting_queues_a_fit(client: FlaskClient, session: Session, address: str) -> None:
    assert client.post(f"{address}/1", data=form(action="split")).status_code == 303
    assert edits(session) == [("split", False)]
    assert waiting_runs(session) == 1


def test_a_theme_that_has_no_two_parts_of_enough_people_is_not_split(
    client: FlaskClient, session: Session, wave: Wave, address: str
) -> None:
    make_board(session, wave, sample_board(themes=[board_theme(1, split=[]), board_theme(2)]))
    session.commit()

    answer = client.post(f"{address}/1", data=form(action="split"))

    assert answer.status_code == 409
    assert "This theme has no two parts of enough people each. Leave it whole. Nothing was changed" in answer.text
    assert edits(session) == []


def test_a_theme_that_is_too_small_to_be_shown_cannot_be_changed_or_asked_about(
    client: FlaskClient, session: Session, wave: Wave, address: str
) -> None:
    make_board(session, wave, sample_board(themes=[board_theme(1)]))
    session.commit()
    handle = handle_of(key_of_comment(1, 3), SECRET)
    asked = [(f"{address}/2", form(action=each)) for each in ("split", "pin", "set_aside")]
    asked += [
        (f"{address}/chosen", form(action="set_aside", chosen=2)),
        (f"{address}/1/move", form(comment=handle, to=2)),
    ]

    answers = [client.post(at, data=said) for at, said in asked]

    assert {answer.status_code for answer in answers} == {409}
    assert all("This theme is not there any more. Choose another one." in answer.text for answer in answers)
    assert edits(session) == []


def test_a_theme_keeps_its_name_where_it_was_taken_away(client: FlaskClient, session: Session, address: str) -> None:
    answer = client.post(f"{address}/1", data=form(action="save", name="  ", paraphrase="kept", objective=""))

    assert answer.status_code == 409
    assert "Give the theme a name. Nothing was changed" in answer.text
    assert "kept" in answer.text
    assert edits(session) == []


def test_a_comment_is_moved_by_its_handle(client: FlaskClient, session: Session, address: str) -> None:
    key = key_of_comment(1, 3)

    answer = client.post(f"{address}/1/move", data=form(comment=handle_of(key, SECRET), to=2))

    assert answer.status_code == 303
    assert edits(session) == [("move", False)]
    assert waiting_runs(session) == 1
    assert key not in client.get(answer.headers["Location"]).text
    row = session.scalars(select(ThemeEdit)).one()
    assert key not in str(row.content)
    assert row.comments["key"] == key


@pytest.mark.parametrize("comment", ["", "x", "\u202e" * 50])
def test_a_handle_of_another_board_moves_nothing(
    client: FlaskClient, session: Session, address: str, comment: str
) -> None:
    answer = client.post(f"{address}/1/move", data=form(comment=comment, to=2))

    assert answer.status_code == 409
    assert "The themes were found anew after you opened this page." in answer.text
    assert edits(session) == []


def test_a_text_that_is_too_long_comes_back_with_every_word(
    client: FlaskClient, session: Session, address: str
) -> None:
    answer = client.post(f"{address}/1", data=form(action="save", name="x" * 81, paraphrase="kept", objective=""))

    assert answer.status_code == 400
    assert "Use up to 80 characters. Nothing you wrote is lost." in answer.text
    assert "x" * 81 in answer.text
    assert "kept" in answer.text
    assert edits(session) == []


def test_an_unknown_button_changes_nothing(client: FlaskClient, session: Session, address: str) -> None:
    assert client.post(f"{address}/1", data=form(action="burn")).status_code == 400
    assert client.post(f"{address}/chosen", data=form(action="burn")).status_code == 400
    assert edits(session) == []


def test_another_lead_reads_who_made_an_edit(client: FlaskClient, session: Session, wave: Wave, address: str) -> None:
    other = make_member(session, wave.survey.organisation, name="Ines Falk")
    session.commit()
    client.post(f"{address}/1", data=form(action="pin"))
    sign_in(client, other)

    page = client.get(address).text

    assert "Nadia Voss pinned “More one-to-one time”." in page
    assert "You pinned" not in re.sub(r'<span class="visually-hidden">.*?</span>', "", page)


def test_a_form_sent_eight_times_at_once_is_one_edit(app: Flask, session: Session, lead: Member, address: str) -> None:
    statuses: list[int] = []
    together = Barrier(8)
    clients = [app.test_client() for _ in range(8)]
    for browser in clients:
        sign_in(browser, lead)

    def send(browser: FlaskClient) -> None:
        together.wait()
        statuses.append(browser.post(f"{address}/1", data=form(action="split")).status_code)

    threads = [Thread(target=send, args=[browser]) for browser in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert statuses == [303] * 8
    assert edits(session) == [("split", False)]
    assert waiting_runs(session) == 1
