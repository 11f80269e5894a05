import pytest

from analysis.text.normalise import readable_text
from analysis.text.pasted import without_pasted

WORDS = "The forecast call is too long for what it gives us."


@pytest.mark.parametrize(
    "pasted",
    [
        "\n> Could you tell me what you think of the call?\n> Best wishes",
        "\n\nFrom: Ann Smith\nSent: Monday, 3 March 2025 10:02\nTo: Sales\nSubject: The call\n\nPlease tell me.",
        " From: Ann Smith Sent: Monday, 3 March 2025 10:02 To: Sales Subject: The call Please tell me.",
        "\n\nOn Mon, Mar 3, 2025 at 10:02 AM Ann Smith <ann@example.org> wrote:\n> Please tell me.",
        "\n\nAm 03.03.2025 um 10:02 schrieb Ann Smith:\n> Bitte sag es mir.",
        "\n\nEl lun, 3 mar 2025 a las 10:02, Ann Smith escribió:\n> Dime.",
        "\n\nLe lun. 3 mars 2025 à 10:02, Ann Smith a écrit :\n> Dis-moi.",
        "\n\nVon: Ann Smith\nGesendet: Montag, 3. März 2025\nBetreff: Der Anruf\n\nBitte sag es mir.",
        "\n\n-----Original Message-----\nPlease tell me.",
        "\n-- \nBob Jones\nAccount Executive\nExample Inc.",
        "\n\nKind regards,\n\nBob Jones\nAccount Executive",
        "\n\nMit freundlichen Grüßen\nBob Jones\n",
        "\n\n> On 3 March 2025 Ann Smith wrote:\n> Please tell me.",
    ],
)
def test_what_was_pasted_with_a_comment_is_cut(pasted: str) -> None:
    assert without_pasted(WORDS + pasted).strip() == WORDS


@pytest.mark.parametrize(
    "text",
    [
        "> The forecast call is too long.\n> It gives us nothing.",
        "From: Ann Smith Sent: Monday, 3 March 2025 Subject: The call The call is too long.",
        "From: Ann Smith\nSent: Monday, 3 March 2025\nSubject: The call is too long.",
        "Best wishes\nto the whole team, it was a good year.",
        "Please send my\nbest regards\n" + "to them, and this too.\n" * 9,
        "On the wall in room 3 somebody wrote: fewer calls.\nI agree.",
        "I would like:\n- fewer calls\n-- and shorter ones",
        "Targets\n> 20 % above last year\nare too high",
    ],
)
def test_what_leaves_nothing_or_is_no_mail_stays(text: str) -> None:
    assert without_pasted(text) == text


def test_of_a_mail_that_is_the_comment_itself_what_stands_below_its_header_is_read() -> None:
    mail = f"From: Bob Jones\nSent: Monday, 3 March 2025\nTo: Sales\nSubject: FW: the call\n\n{WORDS}\n\nRegards\nBob"
    assert without_pasted(mail).strip() == WORDS


def test_a_thread_in_html_is_cut_as_well() -> None:
    assert readable_text(f"<p>{WORDS}</p><div>&gt; What do you think?</div><br>&gt; Best wishes") == WORDS
