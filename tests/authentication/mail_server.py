"""A mail server small enough to read: takes letters over SMTP, or is away, or knows no mailbox."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message


class MailServer(socketserver.ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True

    def __init__(self, *, port: int = 0, busy_times: int = 0, refused: str = "") -> None:
        super().__init__(("127.0.0.1", port), _Conversation)
        self.letters: list[Message] = []
        self.calls = 0
        self.busy_times, self.refused = busy_times, refused

    @property
    def port(self) -> int:
        return int(self.server_address[1])


class _Conversation(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        self.server.calls += 1
        if self.server.calls <= self.server.busy_times:
            self._say(421, "busy, try later")
            return
        self._say(220, "ready")
        while line := self.rfile.readline().strip().decode():
            verb = line[:4].upper()
            if verb == "RCPT" and self.server.refused and self.server.refused in line:
                self._say(550, "no such mailbox")
            elif verb == "DATA":
                self._say(354, "go on")
                self.server.letters.append(message_from_bytes(b"".join(iter(self.rfile.readline, b".\r\n"))))
                self._say(250, "taken")
            elif verb == "QUIT":
                self._say(221, "bye")
                return
            else:
                self._say(250, "ok")

    def _say(self, code: int, text: str) -> None:
        self.wfile.write(f"{code} {text}\r\n".encode())


@contextmanager
def mail_server(**options: object) -> Iterator[MailServer]:
    with MailServer(**options) as server:  # type: ignore[arg-type]  # the options are the server's
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
