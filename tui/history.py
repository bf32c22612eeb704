"""Where the reader has been, as in a browser: back and forward."""

from __future__ import annotations

from msgspec import Struct, field

MOST = 200


class Visit(Struct, frozen=True):
    """An article and the code point at which the reader was in it."""

    article: int
    offset: int


class History(Struct):
    """Visits before and after the present one."""

    _before: list[Visit] = field(default_factory=list)
    _after: list[Visit] = field(default_factory=list)

    def leave(self, here: Visit) -> None:
        """Go somewhere new from ``here``; the way forward is forgotten."""
        if not self._before or self._before[-1] != here:
            self._before.append(here)
        del self._before[:-MOST]
        self._after.clear()

    def back(self, here: Visit | None) -> Visit | None:
        """Where to go back to from ``here``; ``None`` at the beginning."""
        return self._step(self._before, self._after, here)

    def forward(self, here: Visit | None) -> Visit | None:
        """Where to go forward to from ``here``; ``None`` at the end."""
        return self._step(self._after, self._before, here)

    @staticmethod
    def _step(source: list[Visit], target: list[Visit], here: Visit | None) -> Visit | None:
        if not source:
            return None
        if here is not None:
            target.append(here)
        return source.pop()
