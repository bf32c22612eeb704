"""A page on which letters lead to what can be seen: names, events, marks, web addresses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, product
from typing import NamedTuple

from index.article import Span
from tui import messages
from tui.commands import Where
from tui.links import links_in
from tui.rendering.layout import PageLine
from tui.widgets import reader_peek
from tui.widgets.hints import key_of, keyed
from tui.widgets.known_view import KnownView
from tui.widgets.lines import Line

LETTERS = "asdfghjklqwertyuiopzxcvbnm"
"""The letters of labels, those under the fingers first."""


class Hint(NamedTuple):
    """A label, the place that it stands on, and the web address it opens, if it opens one."""

    label: str
    start: int
    url: str = ""


def labels(count: int) -> list[str]:
    """So many labels, all of one length, none longer than need be."""
    length = 1
    while len(LETTERS) ** length < count:
        length += 1
    return ["".join(label) for label in islice(product(LETTERS, repeat=length), count)]


class HintView(KnownView):
    """A page whose targets can be labelled; letters typed then lead to one."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._hints: Sequence[Hint] = ()
        self._typed = ""

    def hint_spans(self, seen: Span) -> Iterator[Span]:
        """What can be jumped to in a stretch of the text, in any order."""
        yield from ()

    @property
    def where(self) -> tuple[Where, ...]:
        return (Where.HINTS, *super().where) if self._hints else super().where

    def peek(self) -> Line | None:
        if self._hints:
            return reader_peek.hinting(self._typed, key_of(self.app, "hints.leave"))
        return super().peek()

    def action_hints(self) -> None:
        """Label all that can be seen; the letters typed next choose."""
        if self._reading is None:
            return
        seen = self.visible_span()
        urls = {link.start: link.url for link in links_in(self.page.text, seen.start, seen.end)}
        spans = {span.start for span in self.hint_spans(seen)} | urls.keys()
        places = sorted(start for start in spans if seen.start <= start < seen.end)
        self._typed = ""
        self._hints = [
            Hint(label, start, urls.get(start, ""))
            for label, start in zip(labels(len(places)), places, strict=True)
        ]
        if self._hints:
            self._hints_changed()
        else:
            self.app.notify("Nothing here to jump to.", markup=False, timeout=4)

    def action_hint_letter(self) -> None:
        """Take the letter just pressed for the next of a label."""
        self._typed += keyed(self.app).pressed[-1]
        left = [hint for hint in self._hints if hint.label.startswith(self._typed)]
        if len(left) == 1 and left[0].label == self._typed:
            self.action_leave_hints()
            self._take(left[0])
        elif left:
            self._hints_changed()
        else:
            self.action_leave_hints()

    def _take(self, hint: Hint) -> None:
        self._jump_to(hint.start)
        if hint.url:
            self.post_message(messages.LinkChosen(hint.url))

    def action_leave_hints(self) -> None:
        """Take the labels away."""
        self._hints, self._typed = (), ""
        self._hints_changed()

    def _hints_changed(self) -> None:
        self._forget_lines()
        self._tell_place()

    def caret_moved(self) -> None:
        if self._hints:
            self._hints, self._typed = (), ""
            self._forget_lines()
        super().caret_moved()

    def labels_on(self, line: PageLine) -> Iterator[tuple[int, str]]:
        for hint in self._hints:
            if line.start <= hint.start < line.end and hint.label.startswith(self._typed):
                yield hint.start, hint.label[len(self._typed) :]
