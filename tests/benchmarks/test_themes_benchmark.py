"""The benchmark runs, small, and measures what it says."""

import csv
from pathlib import Path
from random import Random

import numpy as np
import pytest

from benchmarks import themes
from benchmarks.contestants import MINILM, OURS
from benchmarks.design_peer import DesignPrototype
from benchmarks.labelled import BenchmarkRefusal, LabelledSet, draw, read_labelled
from benchmarks.measures import Scores, score, word_quality
from benchmarks.names import pairs_alike, share_held
from benchmarks.quality import Result, sections
from benchmarks.scale import recombined
from benchmarks.sections import BEGIN, END, leave
from benchmarks.simple_peers import Lda, LsaKMeans, Nmf, SimplePeer, TfidfKMeans
from benchmarks.stability import pair_agreement
from benchmarks.trial import Run, TrialFailedError, run_trial

PARTS = {
    "coffee_machine": (
        ("The coffee machine", "Our coffee", "That old machine"),
        ("leaks every morning", "tastes burnt again", "needs new beans", "was empty by noon"),
    ),
    "parking": (
        ("The parking garage", "Every parking space", "The lot behind the office"),
        ("is taken before eight", "costs too much a month", "has no light at night", "floods when it rains"),
    ),
    "laptop_updates": (
        ("My laptop", "Each laptop update", "The software update"),
        ("restarts during a call", "takes half an hour", "broke the printer driver", "wants a new password"),
    ),
}
ENDS = ("", "again", "and nobody answers", "since spring", "as everybody knows", "which is a pity")


def written_comments(a_label: int) -> LabelledSet:
    random = Random(5)
    pairs = [
        (" ".join((random.choice(starts), random.choice(middles), random.choice(ENDS))).strip(), label)
        for label, (starts, middles) in PARTS.items()
        for _ in range(a_label)
    ]
    return LabelledSet("written", tuple(text for text, _ in pairs), tuple(label for _, label in pairs))


@pytest.fixture
def labelled_file(tmp_path: Path) -> Path:
    comments, path = written_comments(60), tmp_path / "written.csv"
    with path.open("w", newline="", encoding="utf-8") as lines:
        writer = csv.writer(lines)
        writer.writerow(["text", "label"])
        writer.writerows(zip(comments.comments, comments.labels, strict=True))
    return path


def test_every_measurement_runs_and_leaves_its_table(labelled_file: Path, tmp_path: Path) -> None:
    tables = tmp_path / "tables.md"
    small = ["--k", "true", "--seeds", "2", "--peers", "none", "--sizes", "300", "--rounds", "1"]

    assert themes.main(["all", "--data", str(labelled_file), *small, "--markdown", str(tables)]) == 0

    written = tables.read_text("utf-8")
    titles = [line.removeprefix("### ") for line in written.splitlines() if line.startswith("### ")]
    assert titles == [
        *("Themes and human labels, number given", "Each set, number given"),
        *("Names", "Stability", "Confirmed comments", "Scale"),
    ]
    assert "its least clear fifth left out" in written
    assert str(tmp_path) not in written


@pytest.mark.parametrize("peer", [TfidfKMeans, LsaKMeans, Nmf, Lda])
def test_a_peer_finds_what_was_written_about(peer: type[SimplePeer]) -> None:
    written = written_comments(60)

    found = peer(written.number).fit_predict(written.comments)

    assert score(written.comments, written.labels, found, np.ones(len(found), dtype=bool)).ami > 0.1


def test_the_design_is_rebuilt_so_that_it_finds_what_was_written_about() -> None:
    written = written_comments(40)
    found = DesignPrototype(written.number).fit_predict(written.comments)
    assert score(written.comments, written.labels, found, np.ones(len(found), dtype=bool)).ami > 0.5
    assert 2 <= len(set(DesignPrototype().fit_predict(written.comments).tolist())) <= 12


def test_ratios_are_of_means_over_sets_and_stand_beside_floor_and_aim() -> None:
    ours = [scored("ThemeModel", "one", 0.2), scored("ThemeModel", "other", 0.6)]
    peer = [scored("MiniLM + KMeans", "one", 0.4), scored("MiniLM + KMeans", "other", 0.4)]

    table = sections([*ours, *peer], [OURS, MINILM])[-1]

    assert table.title == "Ratios"
    assert list(table.rows[0][2:]) == ["1.00", "1, 1.1", "floor", "1.00", "0.95, 1", "aim"]


def test_tables_replace_tables_and_leave_the_text_around_them(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    begin = BEGIN.format("themes.py")
    page.write_text(f"Before.\n{begin}old\n{END}After.\n", "utf-8")

    leave("new\n", page, "themes.py")
    leave("newer\n", page, "themes.py")

    assert page.read_text("utf-8") == f"Before.\n{begin}\nnewer\n{END}After.\n"


def scored(contestant: str, data: str, agreement: float) -> Result:
    scores = Scores(agreement, agreement, agreement, 0.0, 1.0, 3.0, 0.0, 1.0)
    return Result(data, "true", contestant, "all", scores, 1.0, 100.0, 1)


def test_a_wrong_column_is_said_in_one_line(labelled_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert themes.main(["quality", "--data", str(labelled_file), "--label", "code"]) == 1

    assert "has no column 'code'" in capsys.readouterr().err


def test_an_estimator_that_fails_is_named_with_its_last_words() -> None:
    with pytest.raises(TrialFailedError, match=r"benchmarks\.labelled:Nobody failed: .*Nobody"):
        run_trial("benchmarks.labelled:Nobody", [Run(["one"], None, 0)])


def test_a_draw_keeps_whole_labels_and_is_the_same_for_a_seed() -> None:
    many = LabelledSet("many", tuple(f"comment {n}" for n in range(400)), tuple(f"label {n % 40}" for n in range(400)))

    drawn = draw(many, 5, 0, seed=3)

    assert (drawn.number, len(drawn.comments)) == (5, 50)
    assert drawn == draw(many, 5, 0, seed=3) != draw(many, 5, 0, seed=4)
    assert len(draw(many, 5, 20, seed=3).comments) == 20
    assert draw(written_comments(4), 2, 0, seed=0) == written_comments(4)


def test_no_theme_is_a_class_of_its_own() -> None:
    comments = ["red sky", "red sun", "blue sea", "blue ice"]
    labels, everything = ["a", "a", "b", "b"], np.ones(4, dtype=bool)

    perfect = score(comments, labels, np.array([0, 0, -1, -1]), everything)
    wrong = score(comments, labels, np.array([0, -1, 0, -1]), everything)

    assert (perfect.ari, perfect.ami, perfect.unplaced, perfect.number) == (1.0, 1.0, 0.5, 1.0)
    assert wrong.ari < 0


def test_what_is_left_out_of_the_comparison_is_not_judged() -> None:
    themes_found, compared = np.array([0, 0, 1, 0]), np.array([True, True, True, False])

    judged = score(["red", "red", "blue", "blue"], ["a", "a", "b", "b"], themes_found, compared)

    assert (judged.ari, judged.kept) == (1.0, 0.75)


def test_words_that_always_meet_cohere_and_words_that_never_meet_do_not() -> None:
    comments = ["red sun", "red sun", "blue ice", "blue ice"]

    assert word_quality(comments, np.array([0, 0, 1, 1])) == (1.0, 1.0)
    apart, _ = word_quality(["red", "sun", "blue", "ice"], np.array([0, 0, 1, 1]))
    assert apart == -1.0


def test_a_name_holds_a_label_by_its_stems() -> None:
    assert share_held("coffee_machine", "burnt coffee, leaking machines") == 1.0
    assert share_held("Time spent waiting", "long waits") == pytest.approx(1 / 3)
    assert share_held("the", "the") == 0.0


def test_themes_with_the_same_first_phrase_are_counted_in_pairs() -> None:
    firsts = ["parking space", "Parking spaces", "coffee", "parking space"]

    assert pairs_alike([{"label": first, "terms": [first, "more"]} for first in firsts]) == 3


def test_a_first_phrase_inside_another_is_alike_unless_something_else_differs() -> None:
    def alike(*labels: str) -> int:
        return pairs_alike([{"label": label, "terms": [label]} for label in labels])

    assert alike("Staff", "Friendly staff, clean") == alike("More staff", "Staff, night") == 1
    assert alike("Staff, clean", "Friendly staff, clean ward") == 1
    assert alike("Staff, night", "Friendly staff, clean") == alike("Well", "Staff") == 0


def test_seeds_agree_on_what_both_label() -> None:
    one = np.array([0.0, 0, 1, 1, np.nan])
    same = np.array([5.0, 5, 3, 3, 3])

    assert pair_agreement([one, same]) == (1.0, 1.0)


def test_recombined_comments_are_the_same_for_a_seed() -> None:
    source = ["First. Second! Third?", "Fourth"]

    made = list(recombined(source, 30, seed=1))

    assert made == list(recombined(source, 30, seed=1)) != list(recombined(source, 30, seed=2))
    assert {part for comment in made for part in comment.split()} == {"First.", "Second!", "Third?", "Fourth"}


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BenchmarkRefusal, match="cannot be read"):
        read_labelled(tmp_path / "none.csv")
