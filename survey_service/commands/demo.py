"""`frontline-pulse demo`: a complete organisation to look at, built once in its folder."""

import json
import os
import sqlite3
import sys
from contextlib import closing
from datetime import datetime
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.request import HTTPCookieProcessor, build_opener

import click

from survey_service.clock import now
from survey_service.commands.service import service, settings_for

LINKS = "demo.json"
KEPT = {"rep", "manager", "executive", "checkin", "executive_sign_in", "report", "open_until"}
STEPS = 3 + 4 + 3
"""People, check-ins and clean-up; four waves; three analyses."""


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--check", is_flag=True, help="Start, fetch each printed address, stop; 1 where one does not answer.")
@click.pass_obj
def demo(data: Path, port: int, check: bool) -> None:
    """Show the product with an invented organisation.

    It has three closed waves, an open one and this month's check-in; it is built once, in the folder of --data.
    """
    from survey_service.commands.processes import run_together, running

    os.environ.pop("PULSE_BASE_URL", None)  # the demo is reached on this machine, whatever the real service is
    with service(data):  # a demo of an earlier version is upgraded before its pages are asked for
        pass
    links = kept_links(data, now()) or build(data)
    pages = addresses(f"http://127.0.0.1:{port}", links)
    if not check:
        run_together(data, host="127.0.0.1", port=port, workers=2, greeting=lambda: greet(pages, links))
        return
    with running(data, host="127.0.0.1", port=port, workers=2):
        greet(pages, links)
        fetch_all(pages)


def kept_links(data: Path, now: datetime) -> dict[str, str] | None:
    """What an earlier run wrote down; None where there was none, it is not whole, or its open wave has closed since."""
    try:
        links = dict(json.loads((data / LINKS).read_text("utf-8")))
        still_open = datetime.fromisoformat(links["open_until"]) > now
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return links if still_open and set(links) >= KEPT else None


def build(data: Path) -> dict[str, str]:
    """Build the demo organisation in an empty folder.

    Raises:
        ClickException: the folder holds an organisation already, or a report could not be made.
    """
    from sqlalchemy import select

    from survey_service import db, jobs, safekeeping
    from survey_service.demo.organisation import build_demo, demo_links
    from survey_service.demo.themes import curate_themes
    from survey_service.models import AnalysisRun, Organisation

    discard_old_demo(data)
    with service(data) as app:
        session = db.session()
        if session.scalar(select(Organisation.id).limit(1)):
            raise click.ClickException(
                f"{data} holds an organisation that is not the demo. Choose another folder with --data."
            )
        secret = app.config["SECRET_KEY"]
        safekeeping.keep_keys(now())
        with click.progressbar(length=STEPS, label="Building the demo organisation", file=sys.stderr) as bar:
            for _ in build_demo(session, now=now(), secret=secret):
                bar.update(1)
            links = demo_links(session, secret=secret)
            *earlier, newest_run = session.scalars(select(AnalysisRun.id).order_by(AnalysisRun.id)).all()
            for run_id in earlier:
                jobs.run_analysis(run_id, now=now())
                bar.update(1)
            curate_themes(session)
            jobs.run_analysis(newest_run, now=now())
            bar.update(1)
        failed = session.scalars(select(AnalysisRun.message).where(AnalysisRun.state == "failed")).first()
        if failed:
            raise click.ClickException(f"A report of the demo could not be made. {failed}")
        newest = session.scalars(select(AnalysisRun.wave_id).order_by(AnalysisRun.id.desc())).first()
        kept = {**links.tokens, "executive_sign_in": links.executive, "report": str(newest)}
        kept["open_until"] = links.open_until.isoformat()
    path = data / LINKS
    path.touch(0o600)
    path.write_text(json.dumps(kept, indent=2), "utf-8")
    return kept


def discard_old_demo(data: Path) -> None:
    """Throw away a demo that was not finished or has run its time, so that it begins anew; nothing else is touched."""
    database = data / "pulse.sqlite3"
    if os.environ.get("DATABASE_URL") or not database.exists():
        return
    with closing(sqlite3.connect(database)) as connection:
        try:
            kinds = {is_demo for (is_demo,) in connection.execute("SELECT is_demo FROM organisation")}
        except sqlite3.DatabaseError:  # it was interrupted before there were tables, or is no database
            return
    if kinds == {1}:
        destroy_keys(data, database)
        for path in data.glob("pulse.sqlite3*"):
            path.unlink()


def destroy_keys(data: Path, database: Path) -> None:
    """Destroy the keys of a demo's waves; a demo of an earlier version has none."""
    folder = settings_for(data).keys()
    with closing(sqlite3.connect(database)) as connection:
        if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'wave_key'").fetchone():
            for (public,) in connection.execute("SELECT public_key FROM wave_key"):
                folder.destroy(public)


def addresses(base: str, links: dict[str, str]) -> dict[str, str]:
    """The pages to look at, by what they are."""
    return {
        "The open survey, as a rep": f"{base}/r/{links['rep']}",
        "The open survey, as a manager": f"{base}/r/{links['manager']}",
        "The open survey, as an executive": f"{base}/r/{links['executive']}",
        "The quarter's disconnect report": f"{base}/reports/{links['report']}",
        "The program lead's console": f"{base}/home",
        "What the comments are about": f"{base}/themes",
        "A manager's monthly check-in": f"{base}/c/{links['checkin']}",
    }


def greet(pages: dict[str, str], links: dict[str, str]) -> None:
    """Print the addresses and the sign-ins."""
    from survey_service.demo import LEAD, PASSWORD

    click.echo("\nFrontline Pulse is running with demo data.\n")
    for title, address in pages.items():
        click.echo(f"  {title}\n    {address}")
    click.echo(f"\n  Sign in as program lead   {LEAD}")
    click.echo(f"  Sign in as executive      {links['executive_sign_in']}")
    click.echo(f"  Password of both          {PASSWORD}\n\nCtrl-C stops it.")


def fetch_all(pages: dict[str, str]) -> None:
    """Fetch each address as a browser without script would.

    Raises:
        ClickException: one did not answer with a page.
    """
    failed = [f"{title}: {problem}" for title, address in pages.items() if (problem := problem_of(address))]
    if failed:
        raise click.ClickException("; ".join(failed))
    click.echo(f"{len(pages)} addresses answer.")


def problem_of(address: str) -> str:
    """Why an address does not answer, "" where it does."""
    try:
        with build_opener(HTTPCookieProcessor(CookieJar())).open(address, timeout=20) as answer:
            return "" if answer.read() else "the page is empty"
    except OSError as error:
        return str(error)
