import csv
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.base import clone

from analysis.text.reading import SetAside
from analysis.text.themes import LEAST_CLEAR, ThemeModel

FILES = Path(__file__).parents[2] / "files"


def read_comments() -> list[str]:
    with (FILES / "comments.csv").open(encoding="utf-8", newline="") as file:
        return [row["text"] for row in csv.DictReader(file)]


@pytest.fixture(scope="module")
def comments() -> list[str]:
    return read_comments()


def test_themes_of_our_own_comments_are_what_they_are_about(comments: list[str]) -> None:
    model = ThemeModel(n_themes=6).fit(comments)
    named = " ".join(term.lower() for theme in model.themes_ for term in (theme.label, *theme.terms))
    assert all(subject in named for subject in ("price", "deal", "coaching", "training"))
    sizes = [theme.size for theme in model.themes_]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes == np.bincount(model.clear_labels_[model.clear_labels_ >= 0]).tolist()


def test_the_same_comments_in_another_order_have_the_same_themes(comments: list[str]) -> None:
    order = np.random.default_rng(7).permutation(len(comments))
    straight = ThemeModel().fit(comments)
    shuffled = ThemeModel().fit([comments[i] for i in order])
    assert straight.labels_[order].tolist() == shuffled.labels_.tolist()
    assert straight.confidence_[order].tolist() == shuffled.confidence_.tolist()
    assert straight.themes_ == shuffled.themes_


def test_members_come_in_an_order_that_does_not_depend_on_that_of_the_rows(comments: list[str]) -> None:
    order = np.random.default_rng(8).permutation(len(comments))
    shuffled = [comments[place] for place in order]
    members = [[comments[row] for row in theme.members] for theme in ThemeModel(4).fit(comments).themes_]
    assert [[shuffled[row] for row in theme.members] for theme in ThemeModel(4).fit(shuffled).themes_] == members


def test_equal_comments_that_are_confirmed_apart_do_not_make_the_order_of_the_rows_matter(comments: list[str]) -> None:
    twice = np.array([*comments, *comments[:40]])
    confirmed = np.full(len(twice), -1)
    confirmed[[3, len(comments) + 3, 10, len(comments) + 12]] = [0, 1, 0, 5]
    order = np.random.default_rng(2).permutation(len(twice))
    straight = ThemeModel().fit(twice.tolist(), confirmed=confirmed.tolist())
    shuffled = ThemeModel().fit(twice[order].tolist(), confirmed=confirmed[order].tolist())
    assert straight.labels_[order].tolist() == shuffled.labels_.tolist()
    assert straight.themes_ == shuffled.themes_


@pytest.mark.parametrize("threads", ["1", "4"])
def test_the_number_of_threads_does_not_change_the_themes(comments: list[str], threads: str) -> None:
    script = (
        "import csv, sys; from analysis import ThemeModel; "
        "model = ThemeModel().fit([row['text'] for row in csv.DictReader(open(sys.argv[1], encoding='utf-8'))]); "
        "print(model.clear_labels_.tolist())"
    )
    environment = {**os.environ, "OMP_NUM_THREADS": threads, "OPENBLAS_NUM_THREADS": threads, "PYTHONHASHSEED": threads}
    command = [sys.executable, "-c", script, str(FILES / "comments.csv")]
    root = FILES.parents[1]
    printed = subprocess.run(command, env=environment, cwd=root, capture_output=True, text=True, check=True).stdout
    assert printed.strip() == str(ThemeModel().fit(comments).clear_labels_.tolist())


def test_every_comment_has_a_clear_theme_or_a_reason(comments: list[str]) -> None:
    model = ThemeModel().fit(comments)
    assert ((model.clear_labels_ == -1) == (model.reasons_ != SetAside.KEPT)).all()
    assert (model.reasons_ == SetAside.NOTHING_TO_ADD).sum() == 6


def test_the_best_theme_of_the_unclear_is_known_but_not_shown(comments: list[str]) -> None:
    model = ThemeModel().fit(comments)
    unclear = model.reasons_ == SetAside.UNCLEAR
    placed = model.labels_ >= 0
    assert placed[unclear].all()
    assert (model.labels_[model.clear_labels_ >= 0] == model.clear_labels_[model.clear_labels_ >= 0]).all()
    assert (model.confidence_[unclear] < LEAST_CLEAR).all()
    assert (model.confidence_[~placed] == 0).all()
    assert model.confidence_.max() == 1
    assert 0.15 < unclear.sum() / placed.sum() <= 0.21


def test_a_theme_of_unclear_comments_alone_has_a_name_too(comments: list[str]) -> None:
    praised = ("Everyone", "They", "She", "He", "You all", "We all")
    praise = [f"{who} {was} {how} nice" for who in praised for was in ("is", "was") for how in ("very", "so")]
    themes = ThemeModel(3).fit([*comments, *praise]).themes_
    assert "Nice" in [theme.label for theme in themes if theme.size == 0]


def test_levels_nest_and_hold_the_themes_themselves(comments: list[str]) -> None:
    model = ThemeModel(n_themes=4).fit(comments)
    tree = model.merge_tree_
    assert tree.labels(model.n_themes_).tolist() == model.labels_.tolist()
    assert tree.numbers == tuple(range(1, len(tree.sizes) + 1))
    for number in tree.numbers[1:]:
        here, above = tree.labels(number), tree.labels(number - 1)
        placed = here >= 0
        assert len(np.unique(np.column_stack([here, above])[placed], axis=0)) == number
        assert [theme.size for theme in model.themes_at(number)] == sorted(
            np.bincount(above_or_here := model.merge_tree_.labels(number)[model.reasons_ == ""], minlength=number),
            reverse=True,
        )
        assert len(np.unique(above_or_here)) == number


def test_members_are_all_comments_of_a_theme_the_clearest_first(comments: list[str]) -> None:
    model = ThemeModel().fit(comments)
    for number, theme in enumerate(model.themes_):
        assert sorted(theme.members.tolist()) == np.flatnonzero(model.labels_ == number).tolist()
        assert (np.diff(model.confidence_[theme.members]) <= 0).all()
        assert 0 <= theme.stability <= 1


def test_shares_of_themes_sum_to_one_and_agree_with_the_best_theme(comments: list[str]) -> None:
    model = ThemeModel().fit(comments)
    shares = model.predict_proba([*comments, "", "zzz yyy"])
    assert shares.shape == (len(comments) + 2, model.n_themes_)
    assert np.allclose(shares.sum(axis=1), 1)
    placed = model.labels_ >= 0
    assert (shares[: len(comments)].argmax(axis=1)[placed] == model.labels_[placed]).all()


def test_comments_it_was_fitted_on_are_predicted_as_they_were_labelled(comments: list[str]) -> None:
    model = ThemeModel().fit(comments)
    assert model.predict(comments).tolist() == model.labels_.tolist()
    assert model.predict(["", "zzz yyy"])[0] == -1


@pytest.mark.parametrize(
    "texts",
    [
        [],
        [""],
        ["coaching"],
        ["Coaching helps my reps a lot"],
        ["\U0001f44d", "\U0001f680\U0001f680"],
        ["12", "3.5", "2024-01-01"],
        ["the", "and of"],
        ["word " * 5000],
        ["\ud800", "\udfff more coaching talks", "\x00"],
    ],
)
def test_little_or_strange_text_is_read_without_failing(texts: list[str]) -> None:
    model = ThemeModel().fit(texts)
    assert model.clear_labels_.shape == (len(texts),)
    assert sum(theme.size for theme in model.themes_) == (model.clear_labels_ >= 0).sum()


def test_one_sentence_four_hundred_times_is_one_theme() -> None:
    model = ThemeModel().fit(["More coaching before the big calls"] * 400)
    assert set(model.clear_labels_.tolist()) == {0}
    assert model.themes_[0].size == 400
    assert model.repeats_ == 399


def test_asking_for_more_themes_than_comments_gives_no_more_than_there_are(comments: list[str]) -> None:
    model = ThemeModel(n_themes=50).fit([*comments[:5], *comments[:5]])
    assert 1 <= len(model.themes_) <= 5


def test_capitals_and_markup_change_no_theme(comments: list[str]) -> None:
    plain = ThemeModel(n_themes=5, random_state=1).fit(comments)
    shouted = ThemeModel(n_themes=5, random_state=1).fit([f"<p>{text.upper()}</p>" for text in comments])
    assert len(shouted.themes_) == len(plain.themes_)
    assert (shouted.reasons_ == SetAside.NOTHING_TO_ADD).sum() == (plain.reasons_ == SetAside.NOTHING_TO_ADD).sum()


def test_another_script_gets_themes_too() -> None:
    prices = [
        "цена слишком высокая",
        "цена скидка долго",
    ]
    training = [
        "обучение продукт хорошо",
        "обучение план нет",
    ]
    texts = [f"{text} {word}" for text in prices + training for word in ("один", "два", "три")]
    model = ThemeModel(n_themes=2).fit(texts)
    assert len({model.clear_labels_[i] for i in range(6) if model.clear_labels_[i] >= 0}) == 1


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.lists(
            st.sampled_from(["price", "deal", "coach", "talk", "report", "slow", "late", "good", "not"]), max_size=8
        ),
        max_size=40,
    )
)
def test_any_comments_give_labels_that_fit_their_themes(words: list[list[str]]) -> None:
    texts = [" ".join(each) for each in words]
    model = ThemeModel().fit(texts)
    assert model.clear_labels_.max(initial=-1) == len(model.themes_) - 1
    assert [theme.size for theme in model.themes_] == np.bincount(
        model.clear_labels_[model.clear_labels_ >= 0]
    ).tolist()


def test_few_comments_are_one_theme_and_there_is_at_most_one_for_twenty_five(comments: list[str]) -> None:
    assert ThemeModel().fit(comments[:49]).n_themes_ == 1
    assert 1 <= ThemeModel().fit(comments).n_themes_ <= len(comments) // 25


def test_comments_that_somebody_put_into_a_theme_are_in_it(comments: list[str]) -> None:
    rng = np.random.default_rng(5)
    confirmed = np.where(rng.random(len(comments)) < 0.3, rng.integers(0, 3, len(comments)) * 7, -1)
    model = ThemeModel(n_themes=5).fit(comments, confirmed=confirmed.tolist())
    says_something = model.labels_ >= 0
    numbers = {theme.confirmed: place for place, theme in enumerate(model.themes_) if theme.confirmed is not None}
    assert set(numbers) == {0, 7, 14}
    for number, place in numbers.items():
        rows = (confirmed == number) & says_something
        assert (model.labels_[rows] == place).all()
        assert (model.clear_labels_[rows] == place).all()


def test_what_is_confirmed_is_learned_from(comments: list[str]) -> None:
    about_price = np.array([("price" in text.lower()) or ("discount" in text.lower()) for text in comments])
    some = np.flatnonzero(about_price)[::3]
    confirmed = np.full(len(comments), -1)
    confirmed[some] = 4
    model = ThemeModel(n_themes=5).fit(comments, confirmed=confirmed.tolist())
    [place] = [place for place, theme in enumerate(model.themes_) if theme.confirmed == 4]
    others = np.setdiff1d(np.flatnonzero(about_price), some)
    assert (model.labels_[others] == place).mean() > 0.7


def test_confirmed_themes_of_one_comment_each_are_kept(comments: list[str]) -> None:
    confirmed = [-1] * len(comments)
    confirmed[0], confirmed[1] = 3, 9
    model = ThemeModel(n_themes=4).fit(comments, confirmed=confirmed)
    assert {theme.confirmed for theme in model.themes_} == {None, 3, 9}
    assert model.themes_[model.labels_[0]].confirmed == 3
    assert model.themes_[model.labels_[1]].confirmed == 9


def test_languages_have_themes_of_their_own() -> None:
    english = [f"The {a} takes far too long and the {b} never gets an answer" for a in ENGLISH for b in ENGLISH]
    german = [f"Der {a} dauert viel zu lange und für den {b} gibt es nie eine Antwort" for a in GERMAN for b in GERMAN]
    model = ThemeModel().fit(english + german)
    placed = model.labels_ >= 0
    assert set(model.languages_.tolist()) == {"en", "de"}
    assert {theme.language for theme in model.themes_} == {"en", "de"}
    for place, theme in enumerate(model.themes_):
        assert set(model.languages_[placed & (model.labels_ == place)].tolist()) == {theme.language}
    assert min(model.merge_tree_.numbers) == 2


ENGLISH = ("price", "discount", "order", "contract", "invoice", "delivery", "report", "forecast")
GERMAN = ("Preis", "Rabatt", "Auftrag", "Vertrag", "Bericht", "Versand", "Antrag", "Termin")


def test_it_is_cloned_with_its_settings() -> None:
    copy = clone(ThemeModel(n_themes=4, random_state=3))
    assert copy.get_params() == {"n_themes": 4, "random_state": 3}


def test_progress_runs_from_nothing_to_all(comments: list[str]) -> None:
    told: list[float] = []
    ThemeModel().fit(comments, on_progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_importing_the_package_loads_no_scikit_learn() -> None:
    script = "import sys, analysis, analysis.text; sys.exit('sklearn' in sys.modules or 'nltk' in sys.modules)"
    subprocess.run([sys.executable, "-c", script], cwd=FILES.parents[1], check=True)
