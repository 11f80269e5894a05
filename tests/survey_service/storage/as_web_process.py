"""What the web process does, for a test to run in a process of its own: answers, a change, a withdrawal; twice.

The first time as whoever starts it, so that all that Python and Jinja load is loaded: another account may not be let
into the environment. Then it becomes that account, for good, and does the same for other people.

Reads {"account": [user, group], "tokens": [...]} from its input; prints what it could see and was told, as JSON.
"""

import json
import os
import re
import sys
from pathlib import Path

from flask import Flask

from survey_service.app import create_app
from survey_service.config import Settings
from survey_service.db import db
from survey_service.operations.receipts import receipt_of

FIRST = {"I1": "2", "I3": "there_were_none", "I6": "2"}
CHANGED = {**FIRST, "I1": "4"}


def walk(app: Flask, tokens: list[str]) -> list[str]:
    """The first answers; the second changes an answer too, and sees it; the third withdraws. All by receipt alone."""
    told = [answer(app, token) for token in tokens]
    changing, withdrawing = (app.test_client() for _ in range(2))
    for browser, token in ((changing, tokens[1]), (withdrawing, tokens[2])):
        told.append(browser.post("/receipt", data={"code": receipt_of(token).code}).status)
    page = changing.get("/r/questions").get_data(as_text=True)
    told.append("sees the answer" if re.search(r'id="I1-2"[^>]* checked', page) else "does not see the answer")
    told.append(changing.post("/r/questions", data=CHANGED).status)
    told.append(withdrawing.post("/receipt/withdraw").status)
    return told


def answer(app: Flask, token: str) -> str:
    """Answer a short survey by its link."""
    browser = app.test_client()
    browser.get(f"/r/{token}")
    return browser.post("/r/questions", data=FIRST).status


def become(account: list[int]) -> None:
    """Take another account for good."""
    user, group = account
    os.setgroups([])
    os.setresgid(group, group, group)
    os.setresuid(user, user, user)


def can_read(folder: Path) -> bool:
    """Whether this account may look into a folder."""
    try:
        list(folder.iterdir())
    except PermissionError:
        return False
    return True


def main() -> None:
    """Walk, become the other account, walk again."""
    asked = json.load(sys.stdin)
    settings = Settings(secret_key="test")
    app = create_app(settings)
    first, second = asked["tokens"][:3], asked["tokens"][3:]
    walk(app, first)
    with app.app_context():
        db.engine.dispose()
    become(asked["account"])
    reads = can_read(settings.keys().path)
    json.dump({"account": os.getresuid(), "reads_keys": reads, "told": walk(app, second)}, sys.stdout)


if __name__ == "__main__":
    main()
