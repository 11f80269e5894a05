"""A mail server on 127.0.0.1 for tests: it keeps what it takes, and refuses whom it is told to."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Mailbox:
    """What arrived, and how addresses are refused: an address to "550 …", "452 …" or "drop"."""

    port: int = 0
    refusals: dict[str, str] = field(default_factory=dict)
    arrived: list[bytes] = field(default_factory=list)


@contextmanager
def mail_server() -> Iterator[Mailbox]:
    """Run the server for a while."""
    mailbox = Mailbox()

    class Conversation(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.say("220 ready")
            while line := self.rfile.readline().decode("ascii", "replace").strip():
                if not self.answer(line):
                    return

        def say(self, line: str) -> None:
            self.wfile.write(f"{line}\r\n".encode())

        def answer(self, line: str) -> bool:
            word = line.partition(" ")[0].upper()
            if word == "RCPT":
                refusal = mailbox.refusals.get(line.partition("<")[2].partition(">")[0], "250 fine")
                if refusal == "drop":
                    return False
                self.say(refusal)
            elif word == "DATA":
                self.say("354 go on")
                mailbox.arrived.append(b"".join(iter(self.rfile.readline, b".\r\n")))
                self.say("250 taken")
            else:
                self.say("221 bye" if word == "QUIT" else "250 fine")
            return word != "QUIT"

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Conversation) as server:
        mailbox.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield mailbox
        finally:
            server.shutdown()
            thread.join()
