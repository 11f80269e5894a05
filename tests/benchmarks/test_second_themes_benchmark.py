"""The benchmark of second themes: comments of two labels, and what counts as right."""

from pathlib import Path

import pytest

from benchmarks.labelled import LabelledSet
from benchmarks.second_themes import Judged, cells, joined, main
from tests.analysis.text.made_up_waves import made_up_wave, subject_of


def labelled() -> LabelledSet:
    texts, keys = made_up_wave(0, {"coaching": 60, "reports": 60, "quote": 60})
    return LabelledSet("made_up", tuple(texts), tuple(subject_of(key) for key in keys))


def test_about_every_tenth_comment_is_two_and_none_is_lost() -> None:
    comments, labels = joined(labelled(), 0)
    doubles = [text for text, own in zip(comments, labels, strict=True) if len(own) == 2]
    assert len(comments) + len(doubles) == 180
    assert 8 <= len(doubles) <= 18
    assert sorted(" ".join(comments).split()) == sorted(" ".join(labelled().comments).split())


def test_the_figures_are_shares_of_what_they_say() -> None:
    judged = [
        Judged(joined=True, best=True, said=True, right=True, share=0.1, by_share=False),
        Judged(joined=True, best=False, said=False, right=False, share=0.4, by_share=True),
        Judged(joined=False, best=True, said=True, right=False, share=0.2, by_share=False),
        Judged(joined=False, best=True, said=False, right=False, share=0.3, by_share=False),
    ]
    assert cells(judged) == ["75%", "50%", "50%", "50%", "50%", "100%", "50%"]


def test_a_file_gives_a_row(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "made_up.csv"
    whole = labelled()
    lines = [f'"{text}",{label}' for text, label in zip(whole.comments, whole.labels, strict=True)]
    file.write_text("\n".join(["text,label", *lines]), encoding="utf-8")
    assert main(["--data", str(file), "--seeds", "1"]) == 0
    assert "| made_up" in capsys.readouterr().out
    assert main(["--data", str(tmp_path / "none.csv")]) == 1
