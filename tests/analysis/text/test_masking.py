import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.text.masking import Masker, mask_comments

ROSTER = [
    "Grace Hopper",
    "Will Banks",
    "Mark de la Cruz",
    "Priya Raman",
    "José Álvarez",
    "May Price",
    "Ann-Marie O\u2019Neil",
    "李雷",
    "J\u00f6rg Kuhn",
]


def mask(text: str) -> str:
    return Masker(ROSTER).mask(text)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Write to jo.doe+x@acme-corp.co.uk.", "Write to [e-mail]."),
        ("See https://acme.example/path?x=1. Or www.acme.org, or acme.com/jobs!", "See [link]. Or [link], or [link]!"),
        ("Call +44 20 7946 0958 or (555) 010-0199", "Call [phone] or [phone]"),
        ("555-0199, 0171 555 0199, 5550100199", "[phone], [phone], [phone]"),
    ],
)
def test_addresses_numbers_and_links_are_masked(text: str, masked: str) -> None:
    assert mask(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "On 2019-03-27 and 12/04/2021, in 2019-2020 and 2020 2021",
        "1,000,000 or 1.250.000 or $1,250,000 in 10000 calls",
        "9 to 5, 24/7, 100%, 5/5, 10/10, 3.5 hours, $15.50 - 20.00 an hour",
        "e.g. this is fine.Great support",
    ],
)
def test_dates_amounts_and_ratings_stay(text: str) -> None:
    assert mask(text) == text


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("grace hopper and HOPPER, Grace", "[name] and [name]"),
        ("Hopper's talk, priya's help, Jose was great", "[name]'s talk, [name]'s help, [name] was great"),
        ("ann-marie o'neil and Ann-Marie", "[name] and [name]"),
        ("Mark de la Cruz and de la soul", "[name] and de la soul"),
        ("李雷 helped", "[name] helped"),
        ("Ann Marie is kind, AnnMarie too, and ONeil and Marie", "[name] is kind, [name] too, and [name] and [name]"),
        ("Will's plan works. Will\u2019s team", "[name]'s plan works. [name]\u2019s team"),
        ("J\u00f6rg helps, joerg too, and Jo\u00adrg", "[name] helps, [name] too, and [name]"),
        (
            "I asked Will about it. Will always helps. Thanks Grace!",
            "I asked [name] about it. [name] always helps. Thanks [name]!",
        ),
        ("I met May. Price went up.", "I met [name]. Price went up."),
        ("WILL IS MY BOSS", "[name] IS MY BOSS"),
    ],
)
def test_names_on_the_roster_are_masked(text: str, masked: str) -> None:
    assert mask(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "Will we get paid? Mark my words, by the grace of God.",
        "The price will go up in May. The Price is right. It may mark a change.",
        "Grace periods are short",
    ],
)
def test_ordinary_words_that_are_also_names_stay(text: str) -> None:
    assert mask(text) == text


def test_a_common_word_counts_as_a_name_only_where_it_stands_as_one() -> None:
    masker = Masker(["Least Young", "Do Right"])
    assert masker.mask("At least do it right, I need young people") == "At least do it right, I need young people"
    assert masker.mask("I told Young and asked Right") == "I told [name] and asked [name]"


def test_without_a_roster_no_name_is_known() -> None:
    assert mask_comments(["Priya is at priya@acme.com"]) == ["Priya is at [e-mail]"]


@given(st.text())
def test_masking_twice_changes_nothing(text: str) -> None:
    masker = Masker(ROSTER)
    assert masker.mask(masker.mask(text)) == masker.mask(text)


@given(st.sampled_from(["asked {} why", "{} did it", "with {}, always", "so {}"]), st.sampled_from(ROSTER))
def test_a_full_name_never_stays(sentence: str, name: str) -> None:
    masked = mask(sentence.format(name))
    assert name not in masked
    assert "[name]" in masked
