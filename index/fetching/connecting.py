"""Connections to numbers that were looked at first, and to no others.

A name is resolved once; of its numbers those that may be connected to are tried, and the
connection is made to the number, not to the name, so that a second answer of the resolver
changes nothing.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache

from index.errors import NotFetched
from index.fetching.networks import Reach, reach_of
from index.fetching.rules import FetchRules
from index.fetching.urls import WebAddress, shown

NUMBERS_TRIED = 3

Place = tuple[socket.AddressFamily, tuple[str, int]]
"""A number that may be connected to, with the port."""


def places_of(address: WebAddress, rules: FetchRules) -> Sequence[Place]:
    """Where to connect for an address; raises :class:`~index.errors.NotFetched`."""
    where = shown(address.url)
    try:
        found = socket.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NotFetched(where, f"{shown_host(address)} is not known as a host") from error
    reaches = {(family, str(to[0])): reach_of(str(to[0])) for family, _, _, _, to in found}
    wanted = {Reach.PUBLIC, Reach.PRIVATE} if rules.private else {Reach.PUBLIC}
    places = [
        (family, (number, address.port))
        for (family, number), reach in reaches.items()
        if reach in wanted
    ]
    if not places:
        if Reach.PRIVATE in reaches.values():
            why = "is on this computer or a network around it; fetching.private allows that"
        else:
            why = "is at a number that is no host's on the public net"
        raise NotFetched(where, why)
    return places[:NUMBERS_TRIED]


def shown_host(address: WebAddress) -> str:
    """The host of an address for people."""
    return shown(f"{address.scheme}://{address.host}").partition("//")[2]


class Deadline:
    """A moment after which a connection is cut, whatever it is doing."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds
        self.seconds = seconds

    @property
    def left(self) -> float:
        return max(0.0, self._end - time.monotonic())

    @property
    def is_over(self) -> bool:
        return self.left <= 0

    @contextmanager
    def cuts(self, connection: Connection) -> Iterator[None]:
        """Within it the connection ends at the deadline, though a byte come now and then."""
        timer = threading.Timer(self.left, connection.cut)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            connection.close()


class Connection(http.client.HTTPConnection):
    """A connection to one of ``places``; TLS is verified against the name in the address."""

    def __init__(
        self, address: WebAddress, places: Sequence[Place], rules: FetchRules, deadline: Deadline
    ) -> None:
        super().__init__(address.host, address.port)
        self._address = address
        self._places = places
        self._rules = rules
        self._deadline = deadline
        self._socket: socket.socket | None = None

    def connect(self) -> None:
        """Connect to the first place that answers."""
        error: OSError | None = None
        for family, place in self._places:
            try:
                self.sock = self._to(family, place)
            except OSError as failed:
                error = failed
                if isinstance(failed, ssl.SSLCertVerificationError) or self._deadline.is_over:
                    break
            else:
                return
        raise error or TimeoutError

    def _to(self, family: socket.AddressFamily, place: tuple[str, int]) -> socket.socket:
        plain = socket.socket(family, socket.SOCK_STREAM)
        try:
            plain.settimeout(max(0.1, min(self._rules.connect, self._deadline.left)))
            plain.connect(place)
            if self._address.scheme == "https":
                name = self._address.host
                plain = _context().wrap_socket(
                    plain, server_hostname=name, do_handshake_on_connect=False
                )
                self._socket = plain
                plain.do_handshake()
            self._socket = plain
            plain.settimeout(self._rules.silence)
        except BaseException:
            plain.close()
            raise
        return plain

    def cut(self) -> None:
        """End the connection from another thread."""
        if self._socket is not None:
            with suppress(OSError):
                # Not the method of an encrypted socket, which may be in use just now.
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)


@cache
def _context() -> ssl.SSLContext:
    return ssl.create_default_context()
