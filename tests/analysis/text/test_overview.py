import csv
import re
from pathlib import Path

import numpy as np
import pytest

from analysis.errors import AnalysisError
from analysis.text.grouping import Grouping
from analysis.text.overview import STEPS, Overview, overview_of

FILE = Path(__file__).parents[2] / "files" / "comments.csv"
ROLES = ("rep", "manager", "executive")


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    with FILE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def overview(rows: list[dict[str, str]]) -> Overview:
    groups = Grouping([row["role"] for row in rows], ROLES)
    years = Grouping([row["date"][:4] for row in rows], ("2025", "2026"))
    return overview_of([row["text"] for row in rows], groups=groups, periods=years, n_themes=5)


def test_every_comment_is_counted_once(overview: Overview) -> None:
    assert sum(theme.n for theme in overview.themes_at(5)) + sum(overview.set_aside.values()) == overview.rows
    assert overview.base == overview.rows - 8
    assert (overview.assignments.theme_ids > 0).sum() == sum(theme.n for theme in overview.themes_at(5))


def test_every_level_counts_the_same_comments(overview: Overview) -> None:
    assert overview.level in overview.levels
    placed = (overview.assignments.theme_ids > 0).sum()
    for level in overview.levels:
        assert len(overview.themes_at(level)) == level
        assert sum(theme.n for theme in overview.themes_at(level)) == placed
        assert np.bincount(overview.assignments.by_level[level])[1:].tolist() == [
            theme.n for theme in overview.themes_at(level)
        ]


def test_a_theme_is_as_large_as_its_parts_and_takes_its_quotes_from_them(overview: Overview) -> None:
    for theme in overview.themes:
        parts = [part for part in overview.themes if part.parent == theme.id]
        if parts:
            assert sum(part.n for part in parts) == theme.n
            firsts = [quote for pick in range(3) for part in parts for quote in part.quotes[pick : pick + 1]]
            assert firsts
            assert list(theme.quotes) == firsts[:3]


def test_what_is_said_of_a_theme_is_said_of_its_clear_comments(overview: Overview, rows: list[dict[str, str]]) -> None:
    years = np.array([row["date"][:4] for row in rows])
    for theme in overview.themes_at(5):
        own = overview.assignments.theme_ids == theme.ranks[5] + 1
        assert theme.confidence == pytest.approx(overview.assignments.confidence[own].mean())
        assert own.sum() == theme.n
        assert [share.count for share in theme.by_period] == [
            (own & (years == year)).sum() for year in ("2025", "2026")
        ]


def test_themes_of_the_suggested_level_have_a_tone_and_a_construct_where_one_is_near(overview: Overview) -> None:
    suggested = overview.themes_at(5)
    assert all((theme.tone is not None) == (theme.n >= 10) for theme in suggested)
    assert any(theme.construct for theme in suggested)
    others = [theme for theme in overview.themes if 5 not in theme.ranks]
    assert others
    assert all((theme.tone, theme.construct, theme.skill_tag) == (None, "", "") for theme in others)


def test_the_best_theme_of_an_unclear_comment_is_kept_beside_its_reason(overview: Overview) -> None:
    unclear = overview.assignments.reasons == "unclear"
    assert (overview.assignments.theme_ids[unclear] == 0).all()
    assert (overview.assignments.nearest[unclear] > 0).all()
    clear = overview.assignments.theme_ids > 0
    assert (overview.assignments.nearest[clear] == overview.assignments.theme_ids[clear]).all()
    assert (overview.assignments.confidence[overview.assignments.nearest == 0] == 0).all()


def test_shares_are_of_the_comments_that_say_something(overview: Overview) -> None:
    largest = overview.themes_at(5)[0]
    assert largest.share.share == largest.n / overview.base
    assert sum(group.count or 0 for group in overview.groups) == overview.base
    assert [share.of for share in largest.by_period] == [group.count for group in overview.periods]


def test_a_group_with_few_comments_is_hidden(overview: Overview) -> None:
    assert all(theme.by_group[2].hidden for theme in overview.themes_at(5))


def test_progress_names_each_step_and_never_goes_back(rows: list[dict[str, str]]) -> None:
    told: list[tuple[str, float]] = []
    overview_of([row["text"] for row in rows], on_progress=lambda step, done: told.append((step, done)))
    assert tuple(dict.fromkeys(step for step, _ in told)) == STEPS
    assert [done for _, done in told] == sorted(done for _, done in told)
    assert told[-1][1] <= 1


def test_long_files_are_told_of_while_they_are_read() -> None:
    told: list[float] = []
    overview_of(["n/a"] * 3_500, on_progress=lambda step, done: told.append(done) if step == STEPS[0] else None)
    assert told == [pytest.approx(0.1 * read / 3_500) for read in (0, 1_000, 2_000, 3_000)]


def test_quotes_are_masked_and_only_of_themes_with_ten_comments() -> None:
    comments = [f"Ask jo@example.org or call +44 20 7946 0958 about price approval {word}" for word in "abcdefghijkl"]
    few = overview_of(comments[:6], n_themes=1)
    many = overview_of([f"{text} and {n} more words" for n, text in enumerate(comments)], n_themes=1)
    assert few.themes[0].quotes == ()
    assert all("[e-mail]" in quote and "[phone]" in quote for quote in many.themes[0].quotes)


def test_asking_for_more_themes_than_comments_says_how_many_there_are() -> None:
    with pytest.raises(AnalysisError, match="You ask for 9 themes, but only 2 of 3 comments can be grouped"):
        overview_of(["More coaching talks", "Slow price approval", "n/a"], n_themes=9)


def test_comments_without_any_theme_give_an_empty_overview() -> None:
    overview = overview_of(["n/a", "", "7"])
    assert overview.themes == ()
    assert overview.base == 0
    assert overview.levels == ()
    assert np.array_equal(overview.assignments.theme_ids, [0, 0, 0])


def test_of_fewer_than_thirty_comments_no_theme_is_told(rows: list[dict[str, str]]) -> None:
    said = [row["text"] for row in rows if len(row["text"].split()) > 6]
    few = overview_of([*said[:29], "n/a"])
    assert not few.themes
    assert not few.levels
    assert (few.base, few.set_aside["too_few_comments"]) == (29, 29)
    assert not few.assignments.theme_ids.any()
    assert set(few.assignments.reasons) == {"too_few_comments", "nothing_to_add"}
    assert sum(few.set_aside.values()) == few.rows
    assert overview_of(said[:30]).themes
    assert overview_of(said[:29], n_themes=2).themes


def test_quotes_show_neither_tags_nor_the_mail_that_a_comment_came_in() -> None:
    header = "From: Jo Doe\nSent: Monday, 3 March 2025\nSubject: RE: pulse\n\n"
    comments = [
        f"{header}<p>Price approval takes <b>too long</b> in week {n}</p>\n\nRegards\nJo Doe" for n in range(12)
    ]
    quotes = [quote for theme in overview_of(comments, n_themes=1).themes for quote in theme.quotes]
    assert quotes
    assert all(re.fullmatch(r"Price approval takes too long in week \d+", quote) for quote in quotes)
