"""What a robots.txt allows, as RFC 9309 has it.

The standard library's ``urllib.robotparser`` takes the first rule that fits in place of
the longest and knows no ``*`` and ``$`` within paths, so that it forbids feeds which sites
allow, and the other way round.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from urllib.parse import quote, unquote_to_bytes

from msgspec import Struct

LARGEST = 500 << 10
"""Bytes of a robots.txt that are looked at; what comes after is left out."""
_MOST_RULES = 5000
_MOST_STARS = 10
LONGEST_PAUSE = 10.0
KEPT = 86_400
"""Seconds for which a robots.txt may be taken to say what it said (RFC 9309, 2.4)."""


class Robots(Struct, frozen=True):
    """The rules for one robot: (whether it is allowed, pattern); ``pause`` in seconds."""

    rules: tuple[tuple[bool, str], ...] = ()
    pause: float = 0.0

    def allows(self, target: str) -> bool:
        """Whether a path with its query may be asked for: the longest pattern decides."""
        path = _spelled(target)
        fitting = [
            (len(pattern), allowed) for allowed, pattern in self.rules if _fits(pattern, path)
        ]
        return max(fitting)[1] if fitting else True

    def to_json(self) -> str:
        """As text, to be kept."""
        return json.dumps([self.rules, self.pause], ensure_ascii=True)


ALLOW_ALL = Robots()
ALLOW_NOTHING = Robots(((False, "/"),))


def from_json(text: str) -> Robots:
    """What :meth:`Robots.to_json` wrote."""
    rules, pause = json.loads(text)
    return Robots(tuple((bool(allowed), str(pattern)) for allowed, pattern in rules), float(pause))


def parse_robots(data: bytes, robot: str) -> Robots:
    """The rules in a robots.txt that are meant for ``robot``, else those for all."""
    own: list[tuple[str, str]] | None = None
    others: list[tuple[str, str]] = []
    for names, lines in _groups(_fields(data)):
        if robot.lower() in names:
            own = [*(own or ()), *lines]
        elif "*" in names:
            others += lines
    found = others if own is None else own
    rules = tuple(
        (name == "allow", _spelled(value)) for name, value in found if name != "crawl-delay"
    )
    pauses = [_seconds(value) for name, value in found if name == "crawl-delay"]
    return Robots(rules[:_MOST_RULES], max(pauses, default=0.0))


def _fields(data: bytes) -> Iterator[tuple[str, str]]:
    for line in data[:LARGEST].decode("utf-8-sig", "replace").splitlines():
        name, colon, value = line.partition("#")[0].partition(":")
        if colon:
            yield name.strip().lower(), value.strip()


def _groups(
    fields: Iterable[tuple[str, str]],
) -> Iterator[tuple[set[str], list[tuple[str, str]]]]:
    """The groups: the robots they are for, and their lines."""
    names: set[str] = set()
    lines: list[tuple[str, str]] = []
    for name, value in fields:
        if name == "user-agent":
            if lines:
                yield names, lines
                names, lines = set(), []
            # "culm/1.0" is culm.
            names.add(value.lower().partition("/")[0].strip())
        elif name in ("allow", "disallow", "crawl-delay") and names:
            if value or name != "disallow":
                lines.append((name, value))
            else:
                # An empty Disallow forbids nothing, and ends the list of names all the same.
                lines.append(("allow", "/"))
    if names:
        yield names, lines


def _seconds(value: str) -> float:
    try:
        return min(LONGEST_PAUSE, max(0.0, float(value)))
    except ValueError:
        return 0.0


def _spelled(path: str) -> str:
    """A path or pattern in one spelling: letters that need no quoting are not quoted."""
    raw = path.encode("utf-8", "replace")
    kept = b"%2F".join(map(unquote_to_bytes, raw.replace(b"%2f", b"%2F").split(b"%2F")))
    return quote(kept, safe="!$&'()*+,;=:@/?-._~[]|%")


def _fits(pattern: str, path: str) -> bool:
    """Whether a path begins as a pattern says, in which ``*`` is anything and ``$`` the end."""
    if not pattern.startswith(("/", "*")):
        return False
    to_end = pattern.endswith("$")
    first, *rest = pattern.removesuffix("$").split("*", _MOST_STARS)
    if not path.startswith(first):
        return False
    place = len(first)
    for number, piece in enumerate(rest):
        if to_end and number == len(rest) - 1:
            return len(path) - len(piece) >= place and path.endswith(piece)
        place = path.find(piece, place)
        if place < 0:
            return False
        place += len(piece)
    return not to_end or place == len(path)
