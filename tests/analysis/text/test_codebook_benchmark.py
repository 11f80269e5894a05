"""The script that measures the codebook, and what it finds in comments that nothing was learned from."""

from pathlib import Path

import numpy as np
import pytest

from benchmarks.codebook import as_tags, figures, measure_file, six_of

UNSEEN = Path(__file__).parents[3] / "benchmarks" / "codebook_unseen_en.csv"


def test_figures_by_hand() -> None:
    truth = np.array([[True, False], [True, True], [False, False]])
    tags = np.array([[True, True], [False, True], [False, False]])

    found = figures(tags, truth)

    assert found.micro == pytest.approx(2 * 2 / (3 + 3))
    assert found.macro == pytest.approx(np.mean([2 / 3, 2 / 3]))
    assert found.precision == pytest.approx(2 / 3)
    assert found.recall == pytest.approx(2 / 3)


def test_coaching_time_and_the_coaching_conversation_count_as_one_of_the_six() -> None:
    six = six_of(as_tags([frozenset({"K1", "K2"}), frozenset({"K2"}), frozenset({"K15"})]))

    assert six.sum(axis=1).tolist() == [1, 1, 0]


def test_a_coded_file_is_measured(capsys: pytest.CaptureFixture[str]) -> None:
    measure_file(UNSEEN, "text", "codes")

    lines = [line.split(" | ") for line in capsys.readouterr().out.splitlines() if line.startswith("| ")]
    micro = {line[0].removeprefix("| "): float(line[5]) for line in lines[1:4]}
    assert micro["codebook"] >= 0.70
    assert micro["codebook"] > micro["seeds"] > micro["keywords"]


def test_a_file_without_the_columns_says_what_to_do(tmp_path: Path) -> None:
    file = tmp_path / "mine.csv"
    file.write_text("comment,tags\nquotas,K12\n", encoding="utf-8")

    with pytest.raises(SystemExit, match="--text and --codes"):
        measure_file(file, "text", "codes")
