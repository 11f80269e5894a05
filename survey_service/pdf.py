"""The report on one page of paper, set by typst from the stored snapshot and charts.

What people wrote goes in as data, so nothing in it is read as markup; the page loads no file but its fonts.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any
from xml.etree import ElementTree as ET

import typst

from survey_service.charts.wording import share_width
from survey_service.operations import report_tables
from survey_service.paths import PACKAGE

DOCUMENTS = PACKAGE / "documents"


def report_pdf(snapshot: Mapping[str, Any], charts: Mapping[str, str]) -> bytes:
    """Set a report as one tagged page of A4 whose content also fits a Letter page.

    Args:
        snapshot: the stored snapshot of a report.
        charts: its stored charts; those whose name ends in "-paper" are used.
    """
    made = datetime.fromisoformat(snapshot["wave"]["generated_at"])
    content: bytes = typst.compile(
        DOCUMENTS / "report.typ",
        root=DOCUMENTS,
        font_paths=[DOCUMENTS / "fonts"],
        ignore_system_fonts=True,
        sys_inputs={"given": json.dumps(paper_values(snapshot, charts))},
        format="pdf",
        timestamp=int(made.timestamp()),
    )
    return content


def paper_values(snapshot: Mapping[str, Any], charts: Mapping[str, str]) -> dict[str, Any]:
    """What the page is made of, as plain JSON values."""
    snapshot = report_tables.readable(snapshot)
    mix, regions = snapshot["mix"], report_tables.group_table(snapshot, "region")
    statements = report_tables.statements(snapshot)
    return {
        "snapshot": snapshot,
        "charts": {name: for_paper(svg) for name, svg in charts.items() if name.endswith("-paper")},
        "statements": statements,
        "written": {item["construct"]: report_tables.written_about(snapshot, item["construct"]) for item in statements},
        "days": report_tables.days_asked(snapshot["wave"]),
        "legend": report_tables.mix_legend(mix) if mix else [],
        "mix_note": report_tables.mix_note(mix) if mix else "",
        "regions": asdict(regions) if regions else None,
        "known_width": share_width(snapshot["loop"]["known_share"]) if snapshot["loop"] else 0,
    }


def for_paper(svg: str) -> tuple[str, str]:
    """A chart with the page's font, and the sentence that stands for it."""
    root = ET.fromstring(svg)  # noqa: S314 (drawn by us)
    label = root.attrib.get("aria-label", "")
    root.set("font-family", "Inter")
    ET.register_namespace("", "http://www.w3.org/2000/svg")
    return ET.tostring(root, encoding="unicode"), label
