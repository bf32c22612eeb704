"""Web addresses: which may be fetched, in one spelling, and how they are shown to people."""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from urllib.parse import quote, urljoin, urlsplit

from msgspec import Struct

from index.errors import NotFetched

LONGEST = 2000
_PORTS = {"http": 80, "https": 443}
_FIRST_FREE_PORT = 1024
_CONTROLS = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029\ufeff\\]")
# What may stand as it is in the path and the query (RFC 3986), "%" for what is quoted already.
_PLAIN = "!$&'()*+,;=:@/?%~-._[]|"
# The two standards of internationalised names know these letters as different things.
_DEVIATING = frozenset("\u00df\u03c2\u200c\u200d")
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_TRACKING = re.compile(r"(?:utm_\w{1,20}|fbclid|gclid|mc_cid|mc_eid)(?:=|$)", re.ASCII)


class WebAddress(Struct, frozen=True):
    """An address that may be asked for. ``url`` is its one spelling, all of it ASCII.

    ``host`` is a name in its ASCII form or a number, without brackets; ``target`` what
    stands behind it.
    """

    url: str
    scheme: str
    host: str
    port: int
    target: str

    @property
    def authority(self) -> str:
        """Host and port as the ``Host`` field has them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        return f"{self.scheme}://{self.authority}"

    def __str__(self) -> str:
        return self.url


def web_address(written: str) -> WebAddress:
    """An address in its one spelling. Raises :class:`~index.errors.NotFetched`, with the reason."""
    written = written.strip()
    where = shown(written[:LONGEST])
    if len(written) > LONGEST:
        raise NotFetched(where, f"is longer than {LONGEST:,} characters")
    if _CONTROLS.search(written):
        raise NotFetched(where, "has a blank, a backslash or a control character in it")
    try:
        parts = urlsplit(written)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise NotFetched(where, "is no web address") from error
    scheme = parts.scheme
    if scheme not in _PORTS:
        raise NotFetched(where, "is neither http nor https")
    if parts.username is not None or parts.password is not None:
        raise NotFetched(where, "has a user name in it, and culm tells nobody any")
    host = _ascii_host(where, host)
    port = _PORTS[scheme] if port is None else port
    if port not in _PORTS.values() and port < _FIRST_FREE_PORT:
        raise NotFetched(where, f"names port {port}, which is not one for pages")
    target = quote(parts.path or "/", safe=_PLAIN)
    if parts.query:
        target += f"?{quote(parts.query, safe=_PLAIN)}"
    bare = WebAddress("", scheme, host, port, target)
    return WebAddress(bare.origin + target, scheme, host, port, target)


def same_page(url: str) -> str:
    """An address without what does not say which page it is: its fragment, and who sent us there.

    Empty for what is no address that may be asked for.
    """
    try:
        address = web_address(url.partition("#")[0])
    except NotFetched:
        return ""
    path, _, asked = address.target.partition("?")
    query = "&".join(part for part in asked.split("&") if part and not _TRACKING.match(part))
    return address.origin + path + (f"?{query}" if query else "")


def redirected(base: WebAddress, location: str) -> WebAddress:
    """Where a redirect leads; raises :class:`~index.errors.NotFetched` as :func:`web_address`."""
    # A few servers send letters outside ASCII as the bytes of UTF-8.
    with suppress(UnicodeError):
        location = location.encode("latin-1").decode("utf-8")
    try:
        joined = urljoin(base.url, location.strip().replace(" ", "%20"))
    except ValueError as error:
        raise NotFetched(base.url, "is redirected to what is no web address") from error
    target = web_address(joined)
    if base.scheme == "https" and target.scheme == "http":
        raise NotFetched(shown(base.url), "is redirected to a connection that is not encrypted")
    return target


def _ascii_host(where: str, host: str) -> str:
    host = host.rstrip(".")
    if ":" in host:
        if not re.fullmatch(r"[0-9a-f:.]{2,45}", host):
            raise NotFetched(where, "has a host that is no name")
        return host
    if not host.isascii():
        if _DEVIATING & set(host):
            raise NotFetched(where, "has a host that is spelled in two ways; give it as xn--…")
        try:
            host = host.encode("idna").decode("ascii").lower()
        except UnicodeError as error:
            raise NotFetched(where, "has a host that is no name") from error
    labels = host.split(".")
    if len(host) > 253 or not all(map(_LABEL.fullmatch, labels)):
        raise NotFetched(where, "has a host that is no name" if host else "names no host")
    return host


# ---------------------------------------------------------------- for people


# Letters of other alphabets that look like Latin ones: a name of these alone deceives as well.
_LOOK_LATIN = frozenset("асԁеһіјӏорԛѕԝхуьνοαρτυικϲϳ")
_TOGETHER = ({"CJK", "HIRAGANA", "KATAKANA"}, {"CJK", "HANGUL"}, {"CJK", "BOPOMOFO"})


def shown(url: str) -> str:
    """An address for people: a host in letters where these deceive nobody, else as ``xn--…``.

    A label of a host is shown in its letters when they are of one script (or of those that
    are written together) and not all of them look like Latin ones.
    """
    match = re.match(r"(https?://)([^/?#:\[\]@]+)(.*)", url, re.IGNORECASE | re.DOTALL)
    if not match:
        return url
    before, host, rest = match.groups()
    return f"{before}{'.'.join(map(_shown_label, host.split('.')))}{rest}"


def _shown_label(label: str) -> str:
    letters = label
    if label.lower().startswith("xn--"):
        try:
            letters = label.encode("ascii").decode("idna")
        except UnicodeError:
            return label
    elif label.isascii():
        return label
    if _deceives_nobody(letters):
        return letters
    try:
        return letters.encode("idna").decode("ascii")
    except UnicodeError:
        return label.encode("ascii", "backslashreplace").decode("ascii")


def _deceives_nobody(label: str) -> bool:
    alphabetic = [letter for letter in label if letter.isalpha()]
    if any(unicodedata.category(letter) not in ("Ll", "Lo", "Nd", "Pd") for letter in label):
        return False
    scripts = {unicodedata.name(letter, "?").split()[0] for letter in alphabetic}
    if len(scripts) > 1:
        return any(scripts <= together for together in _TOGETHER)
    return scripts == {"LATIN"} or not set(alphabetic) <= _LOOK_LATIN
