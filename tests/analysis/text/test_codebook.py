"""What the codebook says about comments and themes."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest

from analysis.text.codebook import (
    TagOfTheme,
    base_rates,
    construct_codes,
    construct_scores,
    explain,
    seed_tags,
    tag_comments,
    tag_theme,
)

UNRELATED = ("The parking lot is small.", "I liked the free coffee.", "Pay was low.", "My commute took an hour.")
SPEAKING = (
    "Micro managment and low pay",
    "upper management is out of touch",
    "no coaching at all",
    "unrealistic quotas",
    "My manager was supportive",
    "they promote the wrong people to management",
    "too many meetings",
    "lack of communication",
)


@pytest.mark.parametrize(
    ("comment", "code"),
    [
        ("pay, hours, micro managment", "K3"),
        ("mirco-managed to death", "K3"),
        ("I never saw my manager", "K3"),
        ("takes forever to answer an email", "K3"),
        ("they let me run my territory my way", "K3"),
        ("would have liked more one to one coaching", "K1"),
        ("my manager gave me useful feedback", "K2"),
        ("nobody told me what was expected of me", "K4"),
        ("my boss had my back", "K5"),
        ("nobody ever taught me how to coach my reps", "K6"),
        ("regional overrode my manager's decision", "K7"),
        ("too much paperwork", "K8"),
        ("priorities change every week", "K9"),
        ("our weekly pipeline review ends with clear actions", "K10"),
        ("no clear direction", "K11"),
        ("UNREALISTIC SALES GOALS!!!", "K12"),
        ("new tool rolled out and nobody asked us", "K13"),
        ("manager had no experience and no clue", "K14"),
        ("legal takes three weeks to answer", "K15"),
    ],
)
def test_a_comment_is_about_its_construct(comment: str, code: str) -> None:
    assert code in tag_comments([comment])[0]


@pytest.mark.parametrize(
    "comment",
    [
        "Low pay and long hours",
        "The coach bus to the conference was late",
        "I was a life coach before",
        "Got coached for being late, then fired",
        "The sales training was great",
        "Customer support was slow",
        "My career goals changed",
        "I was a store manager for six years",
        "The trust department is small",
        "",
        "...",
        "12345",
        "\U0001f600\U0001f600",
    ],
)
def test_what_only_looks_like_a_construct_is_none(comment: str) -> None:
    assert tag_comments([comment]) == [frozenset()]


def test_a_list_carries_several_constructs() -> None:
    assert tag_comments(["pay, quotas, micromanagement, no support"])[0] >= {"K3", "K5", "K12"}


@settings(max_examples=20, deadline=None)
@given(st.sampled_from(SPEAKING), st.lists(st.sampled_from(UNRELATED), min_size=1, max_size=4))
def test_an_unrelated_sentence_takes_no_seed_away(comment: str, more: list[str]) -> None:
    alone, among = seed_tags([comment, ". ".join([*more, comment])])

    assert alone <= among
    assert alone <= tag_comments([". ".join([*more, comment])])[0]


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    scores = construct_scores([text])

    assert scores.shape == (1, 15)
    assert np.isfinite(scores).all()
    assert {hit.construct for hit in explain(text)} == tag_comments([text])[0]


def test_what_only_looks_like_a_construct_takes_no_other_words_away() -> None:
    trap, seed = "The coach bus to the conference was late", "no coaching at all, and too many meetings"
    alone, trapped, both = seed_tags([seed, trap, f"{trap}. {seed}"])
    assert alone == both >= {"K1", "K8"}
    assert not trapped


def test_a_very_long_comment_is_read() -> None:
    assert "K3" in tag_comments(["micromanagement " + "and then we went home " * 1_250])[0]


def test_no_comments_give_no_tags() -> None:
    assert tag_comments([]) == []
    assert construct_scores([]).shape == (0, 15)


@pytest.mark.parametrize(
    "comment",
    ["Muy buen trabajo y buenos horarios", "Das Gehalt ist gut", "Une bonne ambiance", "\u826f\u3044\u4f1a\u793e"],
)
def test_praise_in_another_language_is_about_no_construct(comment: str) -> None:
    assert tag_comments([comment]) == [frozenset()]


def test_the_words_that_carried_a_tag_are_told() -> None:
    assert ("K3", "micro managed", True) in explain("I was micro managed and the pay was low")


def test_a_theme_is_tagged_with_the_construct_that_most_members_share() -> None:
    members = [
        "micromanaged all day",
        "Too much micro management",
        "my boss hovers over us",
        "bad pay",
        "micromanagement",
    ]

    tag = tag_theme(members, ["micromanagement", "hovers"])

    assert (tag.construct, tag.skill_tag) == ("K3", "coaching")
    assert 0.4 < tag.sure < 1


def test_a_theme_about_none_of_our_constructs_has_no_tag() -> None:
    assert tag_theme(["low pay", "hours", "the commute", "bad pay", "weekends"], ["pay", "hours"]) == TagOfTheme(
        "", "", 0.0
    )


def test_two_members_are_too_few_for_a_tag() -> None:
    assert tag_theme(["quotas", "unrealistic quotas"], ["quotas"]) == TagOfTheme("", "", 0.0)
    assert tag_theme(["quotas", "unrealistic quotas", "quota pressure"], ["quotas"]).construct == "K12"


def test_how_sure_a_tag_is_is_the_lower_bound_of_the_share_of_members() -> None:
    members = ["micromanaged all day", "Too much micro management", "micromanagement", "low pay", "the commute"]
    bound = binomtest(3, 5).proportion_ci(0.8, "wilson").low  # of two sides 80 %: of one, 90
    assert tag_theme(members, []).sure == pytest.approx(bound, abs=1e-4)


@pytest.mark.parametrize(("usual", "construct"), [(0.05, "K12"), (0.8, "")])
def test_a_theme_is_measured_by_what_is_usual_in_these_comments(usual: float, construct: str) -> None:
    members = [*["unrealistic quotas"] * 5, "great pay"]
    assert tag_theme(members, [], base={"K12": usual}).construct == construct


def test_a_quarter_of_the_members_does_not_name_a_theme_however_rare_it_is_elsewhere() -> None:
    members = [*["micromanagement"] * 2, *["low pay", "the commute", "weekends"] * 2]
    assert tag_theme(members, [], base={}).construct == ""


def test_of_two_constructs_the_one_that_stands_out_most_is_taken_and_of_equals_the_first() -> None:
    members = [*["unrealistic quotas and micromanagement"] * 5, *["unrealistic quotas"] * 3]
    assert tag_theme(members, [], base={"K3": 0.05, "K12": 0.5}).construct == "K3"
    both = ["unrealistic quotas and micromanagement"] * 4
    assert tag_theme(both, [], base={"K3": 0.1, "K12": 0.1}).construct == "K3"


def test_a_construct_as_common_everywhere_does_not_mark_a_theme() -> None:
    members = ["unrealistic quotas", "great pay", "quota pressure", "good benefits", "long hours", "nice people"]

    assert tag_theme(members, [], base=dict.fromkeys(construct_codes(), 0.6)).construct == ""


def test_a_theme_about_support_says_which_support() -> None:
    members = [
        "my boss motivates us",
        "manager keeps us motivated",
        "no motivation from leadership",
        "never thanked by my manager",
    ]

    tag = tag_theme(members, ["motivation"])

    assert (tag.construct, tag.skill_tag) == ("K5", "motivation")


@pytest.mark.parametrize(("named", "support"), [(1, ""), (2, "motivation")])
def test_a_support_is_said_where_some_members_name_it(named: int, support: str) -> None:
    members = [*["my boss motivates us"] * named, *["my boss had my back"] * (8 - named)]
    tag = tag_theme(members, [])
    assert (tag.construct, tag.skill_tag) == ("K5", support)


def test_base_rates_are_shares_of_all_comments() -> None:
    rates = base_rates(["quotas", "pay", "hours", "unrealistic goals"])

    assert rates["K12"] == 0.5
    assert rates["K8"] == 0.0
