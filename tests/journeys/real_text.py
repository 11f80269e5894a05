"""The text a journey runs on: real reviews where they lie beside the project, else a file of our own writing."""

import csv
from dataclasses import dataclass
from pathlib import Path

from tests.guards.project_tree import ROOT

MAPPING = """
organisation = "Workplace reviews"
survey = "Reviews by year"
date_column = "date"
one_wave_a = "year"
role_column = "role"

[roles]
rep = "rep"
manager = "manager"
exec = "executive"

[questions.rating]
id = "stars"
text = "How many stars do you give this workplace?"
points = ["1 star", "2 stars", "3 stars", "4 stars", "5 stars"]

[questions.text]
id = "review"
text = "What would you tell others about this workplace?"
open = true
"""


@dataclass(frozen=True)
class RealText:
    """A file of answers, its columns, and the mapping that makes waves of it."""

    file: Path
    mapping: Path
    text: str
    role: str
    period: str

    def comments(self) -> list[str]:
        """Every comment that is long enough to be told from all others."""
        with self.file.open(encoding="utf-8", newline="") as rows:
            return [row[self.text].strip() for row in csv.DictReader(rows) if len(row[self.text].strip()) > 80]


def find_real_text(folder: Path) -> RealText:
    """The reviews of two years, cut to what a test has time for; our own file where there are none."""
    reviews = ROOT.parent / "shared" / "data" / "workplace_reviews.csv"
    if not reviews.exists():
        files = ROOT / "tests" / "files"
        return RealText(files / "answers.csv", files / "answers.toml", "wish", "job", "answered on")
    mapping = folder / "reviews.toml"
    mapping.write_text(MAPPING, "utf-8")
    return RealText(two_years_of(reviews, folder), mapping, "text", "role", "date")


def two_years_of(reviews: Path, folder: Path) -> Path:
    """A copy of the rows of two neighbouring years, as they stand."""
    copied = folder / "reviews.csv"
    with reviews.open(encoding="utf-8", newline="") as source, copied.open("w", encoding="utf-8", newline="") as target:
        rows = csv.DictReader(source)
        writer = csv.DictWriter(target, list(rows.fieldnames or ()))
        writer.writeheader()
        writer.writerows(row for row in rows if row["date"][:4] in ("2021", "2022"))
    return copied
