"""A small organisation on a real server, for a browser to walk through."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import delete, select

from survey_service import db, jobs, safekeeping
from survey_service.clock import now
from survey_service.commands.processes import running
from survey_service.commands.service import service
from survey_service.demo import LEAD, PASSWORD
from survey_service.demo.organisation import build_demo, demo_links
from survey_service.models import AnalysisRun, Wave

REPS = 30


@dataclass(frozen=True)
class Site:
    """Where it answers, and who can come: links nobody has used, and who signs in."""

    base: str
    links: dict[str, str]
    executive: str
    open_wave: int
    closed_wave: int
    lead: str = LEAD
    password: str = PASSWORD


@contextmanager
def serving(folder: Path) -> Iterator[Site]:
    """Build a small demo organisation in a folder, and serve it with one web process and a worker."""
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        port = int(tried.getsockname()[1])
    site = build(folder, f"http://127.0.0.1:{port}")
    with running(folder, host="127.0.0.1", port=port, workers=1):
        yield site


def build(folder: Path, base: str) -> Site:
    """The organisation, with a report of its newest closed wave alone."""
    with service(folder) as app:
        session, secret = db.session(), app.config["SECRET_KEY"]
        safekeeping.keep_keys(now())
        for _ in build_demo(session, now=now(), secret=secret, reps=REPS):
            pass
        closed = (
            session.scalars(select(Wave.id).where(Wave.state == "closed").order_by(Wave.number.desc())).first() or 0
        )
        opened = session.scalars(select(Wave.id).where(Wave.state == "open")).one()
        session.execute(delete(AnalysisRun).where(AnalysisRun.wave_id != closed))
        session.commit()
        safekeeping.seal_closed_waves(now())  # the comments of all three waves can be read before the first fit
        jobs.run_analyses(now())
        links = demo_links(session, secret=secret)
        addresses = {role: f"/{'c' if role == 'checkin' else 'r'}/{token}" for role, token in links.tokens.items()}
        return Site(base, addresses, links.executive, opened, closed)
