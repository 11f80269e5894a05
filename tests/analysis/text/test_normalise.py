import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.text.normalise import clean_text, readable_text, sentences_of, words_of

ANY_TEXT = st.text(st.characters(codec=None))


def test_control_characters_and_lone_surrogates_go_and_words_stay() -> None:
    assert clean_text("Ask\x00 me\ud800 first\x1b,\r\n please\u202e") == "Ask me first, please"


def test_a_letter_and_its_accent_become_one_character() -> None:
    assert clean_text("Jose\u0301") == "José"


def test_no_more_than_four_combining_marks_stay_on_a_letter() -> None:
    stacked = "h" + "\u0315" * 40 + "i"
    assert clean_text(stacked) == "h" + "\u0315" * 4 + "i"


def test_joiners_that_emoji_and_persian_need_stay() -> None:
    assert clean_text("\U0001f469\u200d\U0001f4bb می\u200cروم") == ("\U0001f469\u200d\U0001f4bb می\u200cروم")


@given(ANY_TEXT)
def test_cleaning_twice_changes_nothing_and_can_always_be_stored(text: str) -> None:
    cleaned = clean_text(text)
    assert clean_text(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert "\x00" not in cleaned.encode("utf-8").decode("utf-8")


def test_html_is_read_as_its_text() -> None:
    text = '<p class="x">More <b>coaching</b>&nbsp;&amp; fewer reports<br/></p><!-- a note -->'
    assert readable_text(text) == "More coaching & fewer reports"


def test_what_a_page_would_run_or_draw_is_no_text() -> None:
    text = "<style>p { color: red }</style><p>Fewer reports</p><script type='x'>alert('a < b')</script>, please"
    assert readable_text(text) == "Fewer reports , please"
    assert readable_text("<SCRIPT>\nalert(1)\n</SCRIPT>Fewer reports") == "Fewer reports"
    assert readable_text("R&amp;D and sales") == "R&D and sales"


def test_sentences_end_with_their_marks_and_what_has_none_goes_on() -> None:
    text = "<p>More coaching!</p> Why\nnot weekly?  It is 3.5 hours."
    assert sentences_of(text) == ["More coaching!", "Why not weekly?", "It is 3.5 hours."]
    assert sentences_of("") == [""]


def test_a_smaller_sign_is_no_tag() -> None:
    assert readable_text("margin < 5 and > 2, I <3 my team") == "margin < 5 and > 2, I <3 my team"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Don't stop: one-to-one, 3 times!", ["Don't", "stop", "one", "to", "one", "times"]),
        ("my manager\u2019s plan", ["my", "manager\u2019s", "plan"]),
        ("\U0001f44d \U0001f680 12 -- ??", []),
        ("mail jo@acme.com now", ["mail", "now"]),
        ("see https://acme.example/prices or FTP://acme now", ["see", "or", "now"]),
        ("see WWW.acme.example now", ["see", "now"]),
        ("ask [name] at [e-mail] or [phone], see [link]", ["ask", "at", "or", "see"]),
        (
            "नमस्ते दुनिया",
            ["नमस्ते", "दुनिया"],
        ),
        ("更多辅导", ["更多", "辅导"]),
        ("المزيد من", ["المزيد", "من"]),
    ],
)
def test_words_are_found_in_any_script(text: str, words: list[str]) -> None:
    assert words_of(text) == words
