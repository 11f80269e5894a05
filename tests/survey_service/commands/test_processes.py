"""Web server and worker are started together and end together, whoever ends them."""

import signal
import socket
import subprocess
import sys
from pathlib import Path

from tests.guards.project_tree import ROOT

SCRIPT = """
import sys, time
from pathlib import Path
from survey_service.commands.processes import running
with running(Path(sys.argv[1]), host="127.0.0.1", port=int(sys.argv[2]), workers=1) as processes:
    print(*(process.pid for process in processes), flush=True)
    time.sleep(120)
"""


def test_a_terminated_command_leaves_neither_server_nor_worker_behind(sqlite_data: Path) -> None:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        port = tried.getsockname()[1]
    command = [sys.executable, "-c", SCRIPT, str(sqlite_data), str(port)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as ran:
        assert ran.stdout is not None
        started = [int(number) for number in ran.stdout.readline().split()]
        ran.send_signal(signal.SIGTERM)
        ran.wait(30)

    assert len(started) == 2
    assert not [number for number in started if Path(f"/proc/{number}").exists()]
