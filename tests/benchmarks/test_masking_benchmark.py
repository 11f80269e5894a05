"""The masking is held to its bar on comments it was not changed for, and the benchmark counts what it says."""

from pathlib import Path

import pytest

from benchmarks import masking
from benchmarks.labelled import BenchmarkRefusal
from benchmarks.masking_labels import Marked, is_covered, is_right, masks_of, read_organisations


def test_the_masking_reaches_its_bar_on_what_is_held_out() -> None:
    organisations = read_organisations()
    _, *held_out = masking.parts_of(organisations)

    for _, judged in held_out:
        found, marked = masking.recall(judged)
        right, masks = masking.precision(judged)
        assert found / marked >= masking.RECALL
        assert right / masks >= masking.PRECISION
    comments = [comment for each in organisations for comment in each.comments]
    assert sum(bool(comment.marked) for comment in comments) >= 200
    assert sum(not comment.marked for comment in comments) >= 200


def test_a_part_of_a_name_that_is_left_is_not_found() -> None:
    text, name = "ask Robin F. now", Marked("name", 4, 11)
    assert is_covered(text, name, masks_of(text, "ask [name]. now"))
    assert not is_covered(text, name, masks_of(text, "ask [name] F. now"))


def test_a_mask_that_hides_other_words_is_not_right() -> None:
    text, name = "ask the Danas why", Marked("name", 8, 12)
    (narrow,), (wide,) = masks_of(text, "ask the [name] why"), masks_of(text, "ask [name]")
    assert is_right(text, narrow, [name])
    assert not is_right(text, wide, [name])


def test_what_was_changed_beside_the_masks_is_refused() -> None:
    with pytest.raises(ValueError, match="masked"):
        masks_of("ask Dana", "tell [name]")


def test_the_tables_are_written(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    assert masking.main(["all", "--comments", "50", "--rounds", "1", "--markdown", str(page)]) == 0
    assert "| all that is promised: recall" in capsys.readouterr().out
    assert "### Time to mask" in page.read_text("utf-8")


def test_a_file_that_cannot_be_used_is_refused(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert masking.main(["quality", "--file", str(tmp_path / "none.txt")]) == 1
    assert "cannot be read" in capsys.readouterr().err
    unknown = tmp_path / "unknown.txt"
    unknown.write_text("en [[colour:red]] is nice\n", "utf-8")
    with pytest.raises(BenchmarkRefusal, match="colour"):
        read_organisations(unknown)
