"""How commands write: JSON Lines for programs, plain lines for people.

Text from articles goes to a terminal only through :func:`plain`; JSON escapes
everything that is not plain ASCII control-free text by itself.
"""

from __future__ import annotations

import io
import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from enum import Enum
from typing import TYPE_CHECKING, Any

from index.steering import RANGES, REPLACEMENT, any_of, escape_controls

if TYPE_CHECKING:
    from index.article import Interval, Span
    from index.language.model import Timex

_UNSAFE = re.compile(any_of(RANGES, "\v\f\r\x1c\x1d\x1e\x85\u061c\u200e\u200f\u2028\u2029\ufeff"))


_END = re.compile(r"[\r\n]+")


def plain(text: str) -> str:
    """``text`` without anything that could steer a terminal; line ends and tabs stay."""
    return _UNSAFE.sub(REPLACEMENT, text)


def one_line(text: str) -> str:
    """``text`` on one line, blanks joined, safe for a terminal."""
    return plain(" ".join(text.split()))


def _jsonable(value: Any) -> Any:
    from msgspec import Struct
    from msgspec.structs import asdict

    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, frozenset | set):
        return sorted(value)
    if isinstance(value, Struct):
        return asdict(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")


def _make_writable(json_lines: bool) -> None:
    """Have standard output and error take all that is written, whatever they are; and an input."""
    # A stream that was closed before culm began is None.
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    sys.stdin = sys.stdin or open(os.devnull, encoding="utf-8")  # noqa: SIM115
    if isinstance(sys.stdout, io.TextIOWrapper):
        # JSON is UTF-8; words that the terminal's own encoding does not have become "?".
        encoding = "utf-8" if json_lines else sys.stdout.encoding
        sys.stdout.reconfigure(encoding=encoding, errors="replace")


class Output:
    """Where a command writes what it found.

    ``json_lines`` chooses one object a line; otherwise the words given to
    :meth:`row` are printed. Messages go to standard error and never with
    ``quiet``, errors always.
    """

    def __init__(self, *, json_lines: bool, quiet: bool) -> None:
        self.json_lines = json_lines
        self.quiet = quiet
        _make_writable(json_lines)

    def row(self, data: Mapping[str, Any], words: str) -> None:
        """One result: ``data`` for programs, ``words`` (made safe here) for people."""
        if self.json_lines:
            line = json.dumps(data, ensure_ascii=False, default=_jsonable)
            sys.stdout.write(escape_controls(line) + "\n")
        elif words:
            sys.stdout.write(plain(words) + "\n")

    def say(self, words: str) -> None:
        """A message beside the results, on one line: a name in it may not begin another."""
        if not self.quiet:
            sys.stderr.write(plain(_END.sub(" ", words)) + "\n")

    @contextmanager
    def telling(self) -> Iterator[Callable[[str], None]]:
        """Something to say with how far long work is; shown only on a terminal, on one line."""
        if self.quiet or not sys.stderr.isatty():
            yield lambda _words: None
            return
        from rich.console import Console
        from rich.text import Text

        with Console(stderr=True).status(Text()) as status:
            yield lambda words: status.update(Text(plain(words)))

    def error(self, words: str, *more: str) -> None:
        """What went wrong, a line each; told even when quiet."""
        for line in (f"culm: {words}", *more):
            sys.stderr.write(plain(_END.sub(" ", line)) + "\n")


def days(interval: Interval) -> str:
    """An interval for people: ``2023-12-19``, ``2023-12-19..2023-12-23``, ``?``."""
    begin, end = interval.begin, interval.end
    if begin is None and end is None:
        return "?"
    if begin == end:
        return str(begin)
    return f"{begin or ''}..{end or ''}"


def pairs(spans: Iterable[Span]) -> list[tuple[int, int]]:
    """Spans as JSON has them: ``[[start, end], …]``."""
    return [(span.start, span.end) for span in spans]


def timex_json(timex: Timex) -> dict[str, Any]:
    """A date of a text."""
    return {
        "start": timex.start,
        "end": timex.end,
        "type": timex.type,
        "value": timex.value,
        "mod": timex.mod,
        "begin": timex.interval.begin,
        "end_date": timex.interval.end,
    }
