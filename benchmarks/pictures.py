"""The README's pictures of the report on a file: made-up comments of eight quarters, and two shots of their report.

    .venv/bin/python benchmarks/pictures.py --output docs

Needs Chromium. The pictures are set in Inter, which comes with the PDF; a reader sees the font of their own system.
"""

from __future__ import annotations

import argparse
import csv
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.random import Generator

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from survey_service.commands.themes import Wanted, run
from survey_service.demo.answers import comment_texts
from survey_service.paths import PACKAGE

if TYPE_CHECKING:
    from playwright.sync_api import FloatRect

QUARTERS: Final = tuple(f"{year}-{month:02d}-15" for year in (2025, 2026) for month in (1, 4, 7, 10))
COMMENTS: Final = 260
"""Comments of a quarter."""
REPS: Final = 0.7
TWO_SENTENCES: Final = 0.45
THEMES: Final = 12
ASKED: Final = {"rep": ("O1", "O2"), "manager": ("O2", "O3")}
WIDTH: Final = 1180
SHOWN: Final = "pricing desk"
"""A word of the theme whose share over time is shown: it is written in the later quarters alone."""
FONT: Final = """
@font-face {{ font-family: Inter; font-weight: 100 500; src: url("{folder}/Inter-Regular.ttf"); }}
@font-face {{ font-family: Inter; font-weight: 600 900; src: url("{folder}/Inter-SemiBold.ttf"); }}
:root {{ --fp-font: Inter; }}
"""


def invented_rows(seed: int = 4) -> Iterator[tuple[str, str, str]]:
    """Comment, role and date of each made-up comment, from the demo's sentences and their weights."""
    rng = np.random.default_rng(seed)
    for quarter, day in enumerate(QUARTERS):
        for _ in range(COMMENTS):
            role = "rep" if rng.random() < REPS else "manager"
            yield invented_comment(role, quarter, rng), role, day


def invented_comment(role: str, quarter: int, rng: Generator) -> str:
    """One or two sentences of a theme; the weights of four quarters are spread over eight."""
    themes = [theme for theme in comment_texts()["theme"] if theme["question"] in ASKED[role]]
    at = quarter * 3 / (len(QUARTERS) - 1)
    weights = np.array([np.interp(at, range(4), theme["weights"]) for theme in themes])
    theme = themes[rng.choice(len(themes), p=weights / weights.sum())]
    count = 1 + int(rng.random() < TWO_SENTENCES)
    return " ".join(one_of_each(str(rng.choice(theme["sentences"])), rng) for _ in range(count))


def one_of_each(sentence: str, rng: Generator) -> str:
    """A sentence with one of its words in braces: "{Gets|Chases} legal"."""
    return re.sub(r"\{([^}]*)\}", lambda found: str(rng.choice(found[1].split("|"))), sentence)


def write_comments(path: Path) -> None:
    """Write the made-up comments as a file somebody might have."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["comment", "role", "date"])
        writer.writerows(invented_rows())


def take_pictures(report: Path, folder: Path) -> None:
    """The head of a report with its list, and one theme."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": WIDTH, "height": 900}, device_scale_factor=1.5)
        page.goto(report.as_uri())
        page.add_style_tag(content=FONT.format(folder=(PACKAGE / "documents" / "fonts").as_uri()))
        page.evaluate("document.fonts.ready")
        end: float = page.locator(".fp-sizes").evaluate("each => each.getBoundingClientRect().bottom")
        size: FloatRect = {"x": 0, "y": 0, "width": WIDTH, "height": end + 24}
        page.screenshot(path=folder / "themes-report.png", full_page=True, clip=size)
        theme = page.locator(".fp-one:visible", has=page.locator("h3", has_text=SHOWN)).first
        theme.evaluate("each => each.open = true")
        theme.screenshot(path=folder / "theme-over-time.png")
        browser.close()


def main() -> None:
    """Make the comments, their report and both pictures."""
    parser = argparse.ArgumentParser(description="The README's pictures of the report on a file.")
    parser.add_argument("--output", type=Path, required=True, help="folder for the pictures")
    given = parser.parse_args()
    with TemporaryDirectory() as name:
        file = Path(name) / "sales-pulse.csv"
        write_comments(file)
        run(file, Wanted(None, "role", "date", THEMES), Path(name) / "report")
        take_pictures(Path(name) / "report" / "report.html", given.output)


if __name__ == "__main__":
    main()
