"""A server on loopback that says what a test has it say, and remembers what it was asked."""

from __future__ import annotations

import socketserver
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

CERTIFICATE = Path(__file__).parents[1] / "data" / "loopback.pem"
"""A certificate for ``localhost`` with its key, that nobody but these tests trusts."""


@dataclass(frozen=True)
class Answer:
    """What is said: a status, fields, a body. ``raw`` is sent in place of all that."""

    body: bytes = b""
    status: int = 200
    fields: Mapping[str, str] = field(default_factory=dict)
    raw: bytes | None = None


@dataclass(frozen=True)
class Asked:
    """What was asked: the path with its query, and the fields by their names in small letters."""

    target: str
    fields: Mapping[str, str]


Saying = Answer | Callable[[Asked], Answer]


class Server:
    """The pages of one host on loopback, by path; what is not there is not found."""

    def __init__(self, port: int, scheme: str) -> None:
        self.port = port
        self.scheme = scheme
        self.pages: dict[str, Saying] = {}
        self.asked: list[Asked] = []
        self.ended = threading.Event()
        """Set when the test is over: for answers that never come to an end by themselves."""

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"{self.scheme}://{host}:{self.port}{path}"

    def targets(self) -> list[str]:
        """What was asked for, without robots.txt."""
        return [asked.target for asked in self.asked if asked.target != "/robots.txt"]

    def answer(self, asked: Asked) -> Answer:
        self.asked.append(asked)
        said = self.pages.get(asked.target, Answer(b"not here", 404))
        return said if isinstance(said, Answer) else said(asked)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    told: Server

    def do_GET(self) -> None:
        fields = {name.lower(): value for name, value in self.headers.items()}
        answer = self.told.answer(Asked(self.path, fields))
        self.close_connection = True
        if answer.raw is not None:
            self.wfile.write(answer.raw)
            return
        self.send_response_only(answer.status)
        length = (
            {} if "Transfer-Encoding" in answer.fields else {"Content-Length": len(answer.body)}
        )
        for name, value in {**length, **answer.fields}.items():
            self.send_header(name, str(value))
        self.end_headers()
        self.wfile.write(answer.body)

    def log_message(self, format: str, *args: object) -> None:
        """Nobody reads it."""

    def handle(self) -> None:
        # Whoever fetches may hang up whenever it has had enough.
        try:
            super().handle()
        except OSError:
            self.close_connection = True

    def finish(self) -> None:
        try:
            super().finish()
        except OSError:
            self.close_connection = True


class _Host(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: object, client_address: object) -> None:
        """Nobody reads it."""


@contextmanager
def serving(*, encrypted: bool = False) -> Iterator[Server]:
    """A server that runs while the block does."""
    host = _Host(("127.0.0.1", 0), _Handler, bind_and_activate=True)
    server = Server(host.server_address[1], "https" if encrypted else "http")
    host.RequestHandlerClass = type("Handler", (_Handler,), {"told": server})
    if encrypted:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATE)
        host.socket = context.wrap_socket(host.socket, server_side=True)
    thread = threading.Thread(
        target=host.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
    )
    thread.start()
    try:
        yield server
    finally:
        server.ended.set()
        host.shutdown()
        host.server_close()
        thread.join()


@contextmanager
def dripping(head: bytes, drop: bytes, every: float) -> Iterator[str]:
    """The address of a server that sends ``head`` and then drops without end."""
    ended = threading.Event()

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            try:
                asked = self.request.recv(65536)
                if b"robots.txt" in asked:
                    self.request.sendall(b"HTTP/1.1 404 Not\r\nContent-Length: 0\r\n\r\n")
                    return
                self.request.sendall(head)
                while not ended.wait(every):
                    self.request.sendall(drop)
            except OSError:
                return

    class Host(socketserver.ThreadingTCPServer):
        daemon_threads = True
        block_on_close = False

    with Host(("127.0.0.1", 0), Handler) as host:
        thread = threading.Thread(
            target=host.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        )
        thread.start()
        try:
            yield f"http://127.0.0.1:{host.server_address[1]}/"
        finally:
            ended.set()
            host.shutdown()
            thread.join()
