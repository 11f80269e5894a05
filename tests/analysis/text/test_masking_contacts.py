"""What one can write to, call or go to."""

import pytest

from analysis.text.masking_contacts import mask_contacts


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("mail jo (at) acme (dot) example", "mail [e-mail]"),
        ("mail jo [at] acme [dot] co [dot] example now", "mail [e-mail] now"),
        ("jo.doe at acme dot example", "[e-mail]"),
        ("to jo.doe@acme and ann@acme.example.", "to [e-mail] and [e-mail]."),
        ("see list.acme.example/prices.", "see [link]."),
    ],
)
def test_addresses_that_are_written_around_are_masked(text: str, masked: str) -> None:
    assert mask_contacts(text) == masked


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("at 14 Marsh Lane, LS1 4AP", "at [address], [address]"),
        ("12 Mill Rd, Flat 3 is mine", "[address] is mine"),
        ("Hauptstraße 12a und Bonner Str. 4, 53111", "[address] und [address]"),
        ("Calle de la Paz 5, 28013 Madrid", "[address] Madrid"),
        ("12 bis, rue des Lilas, 31000 Toulouse", "[address] Toulouse"),
        ("P.O. Box 12 or Postfach 33", "[address] or [address]"),
        ("staff number E-4417, Personalnummer: 118204", "staff number [number], Personalnummer: [number]"),
        ("mon matricule est le 50912", "mon matricule est le [number]"),
    ],
)
def test_streets_and_staff_numbers_are_masked(text: str, masked: str) -> None:
    assert mask_contacts(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "Invoice 2026-004417 and order no. 555-0199 were late",
        "12 place names, 3 court dates, 4 way stops, the road to 5 deals",
        "too slow.The rest is fine and/or good",
        "meet me at noon dot dot dot",
        "staff of 1200 people",
        "5 Weg",
    ],
)
def test_what_only_looks_like_one_stays(text: str) -> None:
    assert mask_contacts(text) == text


def test_an_extension_goes_with_its_number() -> None:
    assert mask_contacts("call +49 30 901820 ext. 114") == "call [phone]"


@pytest.mark.parametrize(
    "text",
    [
        "+49 12345",
        "(555) 0199",
        "01715550",
        "1234567890",
        "123456789012345",
        "555 0199",
        "12 34 56 7 89",
        "555-01-9988",
    ],
)
def test_a_number_that_is_written_as_of_a_phone_is_masked(text: str) -> None:
    assert mask_contacts(f"call {text} today") == "call [phone] today"


@pytest.mark.parametrize(
    "text",
    ["+49 1234", "0171555", "12345678", "10345678", "5550199", "1 2 3 4 5 67", "55 5019 9", "55 50199"],
)
def test_a_number_with_too_few_digits_for_a_phone_stays(text: str) -> None:
    assert mask_contacts(f"part {text} broke") == f"part {text} broke"


@pytest.mark.parametrize("text", ["4000 1234 5678 9010", "4000123456789010", "4000-1234-5678-9010-123", "1" * 34])
def test_a_number_too_long_for_a_phone_is_of_a_card_or_an_account(text: str) -> None:
    assert mask_contacts(f"charged to {text} twice") == "charged to [number] twice"


def test_an_account_with_its_country_is_masked_after_its_first_letters() -> None:
    assert mask_contacts("paid to DE89 3704 0044 0532 0130 00") == "paid to DE89 [number]"


@pytest.mark.parametrize(
    "text", ["2019, 2020, 2021 and 2022", "2019 2020 2021 2022", "order 4000123456789010", "1 000 000 000 000 000"]
)
def test_years_orders_and_amounts_stay_however_long(text: str) -> None:
    assert mask_contacts(f"in {text} we") == f"in {text} we"
