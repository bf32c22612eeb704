"""One document after the other: robots asked, redirects followed, manners kept."""

from __future__ import annotations

import http.client
import re
import ssl
import threading
import time
from collections.abc import Mapping
from contextlib import closing
from email.utils import parsedate_to_datetime

from msgspec import Struct, field

from index.errors import NotFetched
from index.fetching.bodies import body_of
from index.fetching.connecting import Connection, Deadline, places_of, shown_host
from index.fetching.robots import (
    ALLOW_ALL,
    ALLOW_NOTHING,
    LARGEST,
    Robots,
    parse_robots,
)
from index.fetching.rules import ROBOT_NAME, USER_AGENT, FetchRules
from index.fetching.urls import WebAddress, redirected, shown, web_address

ROBOTS_REDIRECTS = 5
LONGEST_WAIT = 86_400
_FOR_GOOD = (301, 308)
_REDIRECTS = (301, 302, 303, 307, 308)
_BUSY = (429, 503)
_FIELDS = {
    "User-Agent": USER_AGENT,
    "Accept": "*/*",
    "Accept-Encoding": "gzip, deflate",
    "Connection": "close",
}


class Wanted(Struct, frozen=True):
    """A document that is asked for, with what its server said of the one that is known.

    ``name`` is what the asker calls it, ``url`` where it is looked for.
    """

    name: str
    url: str
    etag: str = ""
    modified: str = ""


class Fetched(Struct, frozen=True):
    """What came. ``data`` is ``None`` when it is as it was.

    ``url`` is where it was found after redirects, ``home`` where to look for it from now
    on: another address when it moved there for good.
    """

    url: str
    home: str
    etag: str = ""
    modified: str = ""
    charset: str = ""
    data: bytes | None = None


class _Answer(Struct, frozen=True):
    """An answer that is no redirect: ``fields`` by their names in small letters."""

    status: int
    address: WebAddress
    home: WebAddress
    fields: Mapping[str, str] = field(default_factory=dict)
    data: bytes = b""


class Fetcher:
    """Fetches; any number of threads may, if no two of them ask one host at a time."""

    def __init__(self, rules: FetchRules) -> None:
        self._rules = rules
        self._robots: dict[str, Robots] = {}
        self._news: dict[str, Robots] = {}
        self._lock = threading.Lock()

    def know_robots(self, known: Mapping[str, Robots]) -> None:
        """Take what the robots.txt of these origins say for known."""
        with self._lock:
            self._robots.update(known)

    def robots_found(self) -> dict[str, Robots]:
        """By origin what was found since this was asked last, fit to be kept for a day."""
        with self._lock:
            found, self._news = self._news, {}
        return found

    def fetch(self, wanted: Wanted) -> Fetched:
        """Have a document; raises :class:`~index.errors.NotFetched` with what is in the way."""
        address = web_address(wanted.url)
        deadline = Deadline(self._rules.total)
        answer = self._asked(address, _conditions(wanted), deadline)
        found, home = answer.address.url, answer.home.url
        if answer.status == 304:
            return Fetched(found, home, wanted.etag, wanted.modified)
        if answer.status != 200:
            raise _refusal(shown(address.url), answer)
        etag = answer.fields.get("etag", "")
        modified = answer.fields.get("last-modified", "")
        charset = _charset(answer.fields.get("content-type", ""))
        return Fetched(found, home, etag, modified, charset, answer.data)

    def pause_of(self, origin: str) -> float:
        """Seconds to wait between two documents of an origin."""
        known = self._robots.get(origin)
        return max(self._rules.pause, known.pause if known is not None else 0.0)

    # -- one answer ----------------------------------------------------------------------

    def _asked(self, address: WebAddress, fields: Mapping[str, str], deadline: Deadline) -> _Answer:
        """The answer at the end of all redirects, each of which is looked at like the first."""
        first, home, for_good = address, address, True
        for _ in range(self._rules.redirects + 1):
            self._ask_robots(address, deadline)
            answer = self._answer(address, fields, deadline, self._rules.largest)
            location = answer.fields.get("location", "")
            if answer.status not in _REDIRECTS or not location:
                return _Answer(answer.status, address, home, answer.fields, answer.data)
            for_good = for_good and answer.status in _FOR_GOOD
            address = redirected(address, location)
            home = address if for_good else home
        where = shown(first.url)
        raise NotFetched(where, f"is redirected more than {self._rules.redirects} times")

    def _answer(
        self, address: WebAddress, fields: Mapping[str, str], deadline: Deadline, largest: int
    ) -> _Answer:
        where = shown(address.url)
        places = places_of(address, self._rules)
        connection = Connection(address, places, self._rules, deadline)
        try:
            with deadline.cuts(connection):
                connection.putrequest(
                    "GET", address.target, skip_host=True, skip_accept_encoding=True
                )
                connection.putheader("Host", address.authority)
                for name, value in {**_FIELDS, **fields}.items():
                    connection.putheader(name, value)
                connection.endheaders()
                with closing(connection.getresponse()) as response:
                    told = {name.lower(): value for name, value in response.getheaders()}
                    data = body_of(response, where, largest) if response.status == 200 else b""
            if deadline.is_over:
                # What was cut off looks like what came to its end.
                raise _took_too_long(where, deadline)
        except NotFetched:
            if deadline.is_over:
                raise _took_too_long(where, deadline) from None
            raise
        except (OSError, http.client.HTTPException, ValueError) as error:
            if deadline.is_over:
                raise _took_too_long(where, deadline) from None
            raise NotFetched(where, _reason(error, shown_host(address))) from error
        return _Answer(response.status, address, address, told, data)

    # -- robots --------------------------------------------------------------------------

    def _ask_robots(self, address: WebAddress, deadline: Deadline) -> None:
        with self._lock:
            known = self._robots.get(address.origin)
        if known is None:
            known = self._fetch_robots(address, deadline)
            with self._lock:
                self._robots[address.origin] = known
                if known is not ALLOW_NOTHING:
                    self._news[address.origin] = known
        if not known.allows(address.target):
            where = shown(address.url)
            if known is ALLOW_NOTHING:
                raise NotFetched(where, "is on a host whose robots.txt cannot be had just now")
            raise NotFetched(where, "is what the robots.txt of its host asks not to fetch")

    def _fetch_robots(self, address: WebAddress, deadline: Deadline) -> Robots:
        """The rules of an origin: without any all is allowed, when they cannot be had nothing."""
        place = web_address(f"{address.origin}/robots.txt")
        try:
            for _ in range(ROBOTS_REDIRECTS + 1):
                answer = self._answer(place, {}, deadline, self._rules.largest)
                location = answer.fields.get("location", "")
                if answer.status not in _REDIRECTS or not location:
                    break
                place = redirected(place, location)
        except NotFetched as error:
            if place.origin != address.origin:
                return ALLOW_NOTHING
            raise NotFetched(shown(address.url), error.reason) from error
        if answer.status == 200:
            return parse_robots(answer.data[:LARGEST], ROBOT_NAME)
        return ALLOW_NOTHING if answer.status >= 500 or answer.status == 429 else ALLOW_ALL


# ---------------------------------------------------------------- words and fields


def _conditions(wanted: Wanted) -> dict[str, str]:
    named = {"If-None-Match": wanted.etag, "If-Modified-Since": wanted.modified}
    return {name: value for name, value in named.items() if value and _is_fit(value)}


def _charset(content_type: str) -> str:
    found = re.search(r"charset\s{0,9}=\s{0,9}[\"']?([\w.:-]{1,40})", content_type, re.ASCII | re.I)
    return found[1] if found else ""


def _is_fit(value: str) -> bool:
    """Whether a field that came from a server may be sent back to it."""
    return len(value) <= 500 and value.isascii() and value.isprintable()


def _refusal(where: str, answer: _Answer) -> NotFetched:
    status = answer.status
    wait = _wait(answer.fields.get("retry-after", "")) if status in _BUSY else 0
    known = {
        401: "asks for a password",
        403: "is forbidden",
        404: "is not there",
        410: "is gone for good",
        429: "wants to be asked less often",
        503: "is out of order just now",
    }
    reason = known.get(status, "could not be had")
    return NotFetched(where, f"{reason} (HTTP {status})", wait, gone=status == 410)


def _wait(written: str) -> int:
    """Seconds to wait as ``Retry-After`` has them: a number or a date."""
    if written.isascii() and written.isdigit():
        return min(int(written[:9]), LONGEST_WAIT)
    try:
        then = parsedate_to_datetime(written).timestamp()
    except (ValueError, OverflowError):
        return 0
    return int(min(max(0.0, then - time.time()), LONGEST_WAIT))


def _took_too_long(where: str, deadline: Deadline) -> NotFetched:
    return NotFetched(where, f"took longer than {deadline.seconds:g} seconds")


def _reason(error: Exception, host: str) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"is on a host that cannot prove to be {host} ({error.verify_message})"
    if isinstance(error, ssl.SSLError):
        return "cannot be had over an encrypted connection"
    if isinstance(error, TimeoutError):
        return "did not answer in time"
    if isinstance(error, ConnectionRefusedError):
        return f"is on a host that takes no connection ({host})"
    if isinstance(error, OSError) and error.strerror:
        return f"could not be had ({error.strerror.lower()})"
    return "was answered with something that is no HTTP"
