"""Start web server and worker together, wait until the pages answer, stop both cleanly."""

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import click

from survey_service.commands.service import child_environment, gunicorn_command, start

START_LIMIT = 60.0
STOP_LIMIT = 15.0


@contextmanager
def running(data: Path, *, host: str, port: int, workers: int) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Run web server and worker for the length of a block; SIGTERM ends it as Ctrl-C does, and leaves neither behind.

    Raises:
        ClickException: the port is taken, or the server ended before it answered.
    """
    refuse_taken_port(host, port)
    base_url = f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{port}"  # noqa: S104 (only compared)
    environment = child_environment(data, base_url)
    worker = [sys.executable, "-m", "survey_service", "--data", str(data.resolve()), "work"]
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    processes = [start(gunicorn_command(host, port, workers), environment), start(worker, environment)]
    try:
        wait_until_answering(f"{base_url}/sign-in", processes[0])
        yield processes
    finally:
        stop(processes)
        signal.signal(signal.SIGTERM, before)


def refuse_taken_port(host: str, port: int) -> None:
    """Refuse a port that somebody listens on: whoever it is would answer in our place.

    Raises:
        ClickException: it is taken, or is not ours to take.
    """
    with socket.socket() as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((host, port))
        except OSError as error:
            message = f"Port {port} of {host} cannot be used ({error.strerror}). Choose another with --port."
            raise click.ClickException(message) from error


def wait_until_answering(address: str, server: subprocess.Popen[bytes]) -> None:
    """Wait until an address answers.

    Raises:
        ClickException: the server ended before, or took too long.
    """
    deadline = time.monotonic() + START_LIMIT
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise click.ClickException("The web server could not start; see its last lines above.")
        try:
            with urlopen(address, timeout=5) as answer:  # noqa: S310 (our own loopback address)
                answer.read()
                return
        except OSError:
            time.sleep(0.1)
    raise click.ClickException(f"The web server did not answer at {address} within {START_LIMIT:.0f} seconds.")


def stop(processes: list[subprocess.Popen[bytes]]) -> None:
    """End processes: ask first, and wait; kill what does not end."""
    for process in processes:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
    for process in processes:
        try:
            process.wait(STOP_LIMIT)
        except subprocess.TimeoutExpired:
            process.kill()


def run_together(data: Path, *, host: str, port: int, workers: int, greeting: Callable[[], None] | None = None) -> None:
    """Run both until Ctrl-C or SIGTERM, or until one of them ends."""
    try:
        with running(data, host=host, port=port, workers=workers) as processes:
            (greeting or (lambda: click.echo(f"Serving at http://{host}:{port}. Ctrl-C stops it.")))()
            while all(process.poll() is None for process in processes):
                time.sleep(0.3)
            raise click.ClickException("The web server or the worker has ended; see its last lines above.")
    except KeyboardInterrupt:
        click.echo("\nStopped.", err=True)
