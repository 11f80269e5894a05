"""A browser for tests, whose requests share nothing with the test, as on a real server."""

from contextvars import Context
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse


class SeparateClient(FlaskClient):
    """Runs each request outside the application context that the test has open.

    Inside it, Flask would lend every request the test's own `g` and session: who signed in first would stay signed in
    for all clients, and a page could show what was never committed.
    """

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Make one request, and follow its redirects if asked to."""
        return Context().run(super().open, *args, **kwargs)
