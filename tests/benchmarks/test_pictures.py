"""The comments in the README's pictures: the same ones each time, and a theme that comes up in the second year."""

from pathlib import Path

from benchmarks.pictures import COMMENTS, QUARTERS, SHOWN, invented_rows, write_comments


def test_the_comments_are_the_same_each_time_and_nothing_is_left_to_choose(tmp_path: Path) -> None:
    write_comments(tmp_path / "one.csv")
    rows = list(invented_rows())
    assert rows == list(invented_rows())
    assert len(rows) == COMMENTS * len(QUARTERS)
    assert not any(set("{|}") & set(comment) for comment, _, _ in rows)
    assert (tmp_path / "one.csv").read_text(encoding="utf-8").startswith("comment,role,date\n" + rows[0][0][:10])


def test_the_theme_that_is_shown_comes_up_late() -> None:
    about = [sum(SHOWN in comment for comment, _, asked in invented_rows() if asked == day) for day in QUARTERS]
    assert max(about[:3]) < 5
    assert about[-1] > about[4] > 5
