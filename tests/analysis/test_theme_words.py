"""Words that set roles apart: named by enough people, and nobody can work out how few of the other side wrote one."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from analysis.tables import Comment, Minimums, WaveSettings, WaveTable
from analysis.text.history import ThemeHistory
from analysis.text.log_odds import log_odds_z
from analysis.text.theme_cut import Cut
from analysis.text.theme_memory import ThemeMemory
from analysis.text.word_contrast import WordContrast, WordContrasts
from analysis.theme_counts import ThemeCounts
from analysis.theme_results import RoleWord, RoleWords
from analysis.theme_words import possible_counts, role_words, told_word
from analysis.wave_themes import read_themes
from analysis.wording import ORDER
from analysis.written import read_written
from tests.analysis.test_theme_board import ALL_ROLES, earlier_wave, settings_of, wave_of

MINIMUMS = Minimums()
SAID = {"rep": {"coaching": 30, "reports": 70, "price": 60}, "manager": {"coaching": 55, "reports": 5}}


def words_of(table: WaveTable, settings: WaveSettings) -> tuple[RoleWords, ...]:
    """The words of a wave, whose comments all say something, without finding its themes."""
    written = read_written(table, settings)
    n, nothing = len(written), np.empty(0, dtype=np.int64)
    none, no_cut = np.full(n, -1), Cut(np.full(n, -1), {0: nothing}, 0, 0, nothing, np.empty(0))
    history = ThemeHistory((), none, np.full(n, ""), np.zeros(n), none + 1, np.full(n, "en"), no_cut, 0)
    return role_words(ThemeCounts(written, history, ThemeMemory(), settings.minimums), ORDER)


@cache
def words() -> RoleWords:
    (found,) = words_of(wave_of(SAID), settings_of())
    return found


def test_each_role_has_the_words_that_it_writes_more() -> None:
    assert (words().one, words().other, words().n_one, words().n_other) == ("rep", "manager", 160, 60)
    of = {role: " ".join(word.phrase for word in words().words if word.role == role) for role in ("rep", "manager")}
    assert "coaching" in of["manager"]
    assert "coach" not in of["rep"]
    assert of["rep"]


def test_numbers_are_coarse_and_never_below_ten() -> None:
    assert all(word.people >= 10 and word.people % 10 == 0 for word in words().words)
    assert all(word.z >= 1.5 and (2 * word.z).is_integer() for word in words().words)


def test_every_word_leaves_open_how_few_of_the_other_side_wrote_it() -> None:
    """The attack: every pair of counts that agrees with what is told, by the very formula it is made with."""
    for word in words().words:
        own, other = np.nonzero(possible_counts(word, (160, 60) if word.role == "rep" else (60, 160), MINIMUMS))
        for values in (np.unique(own), np.unique(other)):
            assert len(values) >= 5 or values.min() >= 10


@pytest.mark.parametrize(
    ("own", "other", "people", "told"),
    [
        (60, 3, (160, 60), True),
        (9, 0, (30, 300), False),  # too few on its own side
        (10, 0, (30, 300), True),
        (120, 0, (160, 12), False),  # says that hardly any of twelve wrote it
        (13, 30, (13, 300), False),  # ten to thirteen of thirteen: who did not is too near
    ],
)
def test_a_word_is_told_only_where_enough_remains_possible(
    own: int, other: int, people: tuple[int, int], told: bool
) -> None:
    counts = [np.array([float(count)]) for count in (own, other)]
    z = float(log_odds_z(counts[0], people[0], counts[1], people[1], counts[0] + counts[1], sum(people))[0])
    assert z > 1.96
    found = WordContrasts("rep", "manager", *people)
    word = told_word(WordContrast("a word", z, own, other), found, "rep", "manager", MINIMUMS)
    assert word == (RoleWord("a word", "rep", own - own % 10, 0.5 * (z // 0.5)) if told else None)
    turned = WordContrasts("rep", "manager", people[1], people[0])
    word = told_word(WordContrast("a word", -z, other, own), turned, "rep", "manager", MINIMUMS)
    assert (word.role if word else None) == ("manager" if told else None)


def test_a_role_of_few_writers_has_no_words() -> None:
    assert words_of(wave_of({"rep": SAID["rep"], "manager": {"coaching": 9}}), settings_of()) == ()


def test_words_do_not_depend_on_what_was_written_before() -> None:
    after = words_of(wave_of(SAID, 1), settings_of([earlier_wave(ALL_ROLES, 0)]))
    assert after == words_of(wave_of(SAID, 1), settings_of())


def test_who_writes_a_word_twice_counts_once() -> None:
    table = wave_of(SAID)
    again = tuple(Comment(said.row, "O2", said.text, said.may_quote, f"{said.key}2") for said in table.comments)
    assert words_of(replace(table, comments=(*table.comments, *again)), settings_of()) == (words(),)


def test_report_and_board_have_the_same_words() -> None:
    reading = read_themes(wave_of(SAID), settings_of())
    assert reading.words == reading.board.words == (words(),)
