"""The shipped question bank is whole, and a mistake in it is named."""

import json
import shutil
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from survey_service.errors import InvalidFileError, NotFoundError
from survey_service.operations.bank_file import ROLES, Bank
from survey_service.operations.question_bank import (
    instrument_checksum,
    instrument_for,
    load_bank,
    read_bank,
    shipped_surveys,
)

ITEMS = {f"I{number}" for number in range(1, 32)} | {"I1b", "I8b", "I29b"}


@pytest.fixture
def bank() -> Bank:
    return load_bank()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped files, to make mistakes in."""
    copy = tmp_path / "bank"
    shutil.copytree(str(files("survey_service") / "question_bank"), copy)
    return copy


def asked(instrument: dict[str, Any], role: str) -> list[str]:
    return [question["id"] for question in instrument["roles"][role]["questions"]]


def test_the_bank_holds_every_item_and_all_fifteen_constructs(bank: Bank) -> None:
    assert set(bank.items) == ITEMS
    assert [code for code in bank.constructs if code != "all"] == [f"K{number}" for number in range(1, 16)]
    assert {item.construct_code for item in bank.items.values()} == set(bank.constructs)


def test_the_surveys_of_the_specification_ship_and_the_weekly_tap_is_off(bank: Bank) -> None:
    assert {survey.key: survey.on for survey in shipped_surveys(bank)} == {
        "quarterly": True,
        "monthly_rep": True,
        "monthly_manager_rhythm": True,
        "monthly_manager_direction": True,
        "monthly_manager_conditions": True,
        "half_yearly": True,
        "weekly_tap": False,
    }


@pytest.mark.parametrize(
    ("role", "questions"),
    [
        ("rep", "I1 I2 I3 I4 I5 I6 I7 I8 O1 O2"),
        ("manager", "I1 I3 I4 I5 I10 I11 I12 I13 I7 I8 I8b I9 I15 I17 O3 O4"),
        ("executive", "I10 I11 I12 I13 I7 I9 I15 I17 I1 I6 O5"),
    ],
)
def test_the_quarterly_survey_asks_each_role_its_questions_in_order(bank: Bank, role: str, questions: str) -> None:
    assert asked(instrument_for(bank, "quarterly"), role) == questions.split()


@pytest.mark.parametrize(
    ("key", "role", "questions"),
    [
        ("monthly_rep", "rep", "I1 I3 I6"),
        ("monthly_manager_rhythm", "manager", "I18 I19 I14"),
        ("monthly_manager_direction", "manager", "I20 I21 I22"),
        ("monthly_manager_conditions", "manager", "I26 I24 I28"),
        ("half_yearly", "manager", "I2 I16 I23 I25 I27 I29 I29b I30"),
    ],
)
def test_the_shorter_surveys_ask_their_blocks(bank: Bank, key: str, role: str, questions: str) -> None:
    assert asked(instrument_for(bank, key), role) == questions.split()


def test_every_question_of_every_frozen_instrument_can_be_asked(bank: Bank) -> None:
    for survey in shipped_surveys(bank):
        instrument = instrument_for(bank, survey.key)
        assert instrument["roles"]
        for role in instrument["roles"].values():
            for question in role["questions"]:
                assert question["text"].endswith(("?", "…")), question["id"]
                assert question.get("kind") == "open" or question["scale"] in instrument["scales"]


def test_a_sentence_shown_to_people_keeps_to_the_words_of_the_house(bank: Bank) -> None:
    texts = json.dumps([survey.model_dump() for survey in shipped_surveys(bank)])
    texts += json.dumps([instrument_for(bank, survey.key) for survey in shipped_surveys(bank)], ensure_ascii=False)
    assert not [word for word in ("anonymous", "significant", "users", "submit", "!") if word in texts.lower()]


def test_the_same_matter_is_worded_for_each_role(bank: Bank) -> None:
    wordings = [bank.items["I1"].wording(role) for role in ROLES]
    assert len({wording.text for wording in wordings if wording}) == 3


def test_the_deals_effect_is_asked_only_after_a_deal_was_joined(bank: Bank) -> None:
    questions = instrument_for(bank, "quarterly")["roles"]["manager"]["questions"]
    conditions = {question["id"]: question["only_if"] for question in questions if question["only_if"]}
    assert conditions == {key: {"question": "I7", "at_least": 2} for key in ("I8", "I8b")}


def test_a_support_has_its_own_label_for_executives(bank: Bank) -> None:
    choices = instrument_for(bank, "quarterly")["scales"]["P2"]["choices"]
    assert [choice["key"] for choice in choices] == [
        "direction", "motivation", "culture", "coaching", "deals", "obstacles", "reports", "people",
    ]  # fmt: skip
    assert choices[3]["labels"] == {"executive": "Coaching on how they coach"}


def test_equal_content_has_an_equal_checksum_in_any_order_of_keys(bank: Bank) -> None:
    instrument = instrument_for(bank, "quarterly")
    turned = json.loads(json.dumps(dict(reversed(instrument.items()))))
    assert instrument_checksum(turned) == instrument_checksum(instrument)
    assert instrument_checksum(instrument_for(bank, "monthly_rep")) != instrument_checksum(instrument)


def test_an_unknown_survey_is_refused_with_the_ones_there_are(bank: Bank) -> None:
    with pytest.raises(NotFoundError, match=r"no survey “yearly”.*quarterly"):
        instrument_for(bank, "yearly")


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("items-coaching.toml", 'scale = "OF5"', 'scale = "OF6"', "item I3: there is no scale OF6"),
        ("items-coaching.toml", 'unit = "talks"', "", "item I3: say what is counted"),
        ("items-coaching.toml", "version = 1", "version = 0", "item I1: version: Input should be greater"),
        ("items-coaching.toml", 'id = "I1b"', 'id = "I1"', "item I1: it is there twice"),
        ("items-support.toml", 'construct = "K7"', 'construct = "K70"', "item I7: there is no construct K70"),
        ("items-support.toml", "missing =", "mising =", "item I7: missing: Field required"),
        ("bank.toml", "max = 2\n", "", "scale P2: Value error, max goes with picks"),
        ("surveys.toml", '"I7", "I8", "O1"', '"I8", "I7", "O1"', "survey quarterly, rep: I8 depends on I7"),
        ("surveys.toml", '["I18", "I19", "I14"]', '["I18", "I6"]', "I6 has no wording for this role"),
        ("surveys.toml", 'cadence = "weekly"', 'cadence = "daily"', "survey weekly_tap: cadence"),
        ("open-questions.toml", 'id = "O1"', 'id = O1"', "open-questions.toml cannot be read as TOML"),
    ],
)
def test_a_mistake_in_the_bank_is_named_with_its_place(
    folder: Path, file: str, old: str, new: str, message: str
) -> None:
    text = (folder / file).read_text("utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(InvalidFileError) as caught:
        read_bank(folder)
    assert message in str(caught.value)
