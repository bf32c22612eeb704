"""Why articles are linked by an event: the reasons, the refusals, and where to read them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen

from index.article import Span
from index.events.model import Link, LinkClass, Reason
from index.views import Why
from tui import wording
from tui.commands import Where
from tui.widgets.entries import Entries, Entry
from tui.widgets.lines import Line, Piece, fold

if TYPE_CHECKING:
    from index.library import Library

AROUND = 60
"""Characters of context on either side of a piece of evidence."""
LONGEST_QUOTE = 280

_CLASS_WORDS = {
    LinkClass.SAME: "tell the same event",
    LinkClass.MENTIONS: "one reports it, the other mentions it",
    LinkClass.POSSIBLY: "possibly tell the same event",
}


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why, with the names and the texts of the articles by key, to quote from."""

    why: Why
    names: Mapping[str, str]
    texts: Mapping[str, str]
    this: str = ""
    """The key of the open article."""


def gather(library: Library, event: int, this: int | None, other: int | None) -> Evidence:
    """The evidence on ``event``, on the links of article ``this`` (to ``other`` only, if given).

    Blocks on the disk. Raises :class:`~index.errors.NotFound`.
    """
    why = library.why(event, this)
    keys = {key for link in why.links for key in (link.a, link.b)}
    articles = {key: library.article(library.find(key)) for key in keys}
    by_id = {article.id: key for key, article in articles.items()}
    wanted = by_id.get(other, "") if other is not None else ""
    links = tuple(link for link in why.links if not wanted or wanted in (link.a, link.b))
    return Evidence(
        Why(why.event, links, why.titles),
        {key: article.outlet or article.title for key, article in articles.items()},
        {key: article.text for key, article in articles.items()},
        by_id.get(this, "") if this is not None else "",
    )


def why_entries(evidence: Evidence, width: int) -> Sequence[Entry]:
    """The reasons link by link, in ``width`` cells."""
    event = evidence.why.event
    facts = " · ".join(
        filter(None, [wording.interval(event.interval, event.precision), event.place])
    )
    entries = [
        Entry(
            (
                *(Line((Piece(text, "title"),)) for text in fold(event.name, width)),
                Line((Piece(facts, "facts"),)),
            )
        )
    ]
    if not evidence.why.links:
        entries.append(
            Entry((Line(), Line((Piece("No other article is linked by it.", "quiet"),))))
        )
    for number, link in enumerate(evidence.why.links):
        entries += _link(link, evidence, width, number)
    return entries


def _link(link: Link, evidence: Evidence, width: int, number: int) -> Iterator[Entry]:
    other, this = (link.a, link.b) if link.b == evidence.this else (link.b, link.a)
    names = f"{evidence.names.get(this, this)} and {evidence.names.get(other, other)}"
    title = evidence.why.titles.get(other, "")
    yield Entry((Line(),))
    yield Entry(
        (
            Line((Piece(names, "heading"),), (Piece(f" {link.score:.1f}", "facts"),)),
            *(Line((Piece(text, "facts"),)) for text in fold(title, width, 2)),
            Line((Piece(_CLASS_WORDS[link.link_class], "strong"),)),
        ),
        ("link", number),
    )
    for place, reason in enumerate(link.reasons):
        yield _reason(reason, evidence, width, "good", ("reason", number, place))
    if link.vetoes:
        yield Entry((Line((Piece("Against", "heading"),)),))
    for place, reason in enumerate(link.vetoes):
        yield _reason(reason, evidence, width, "bad", ("veto", number, place))


def _reason(
    reason: Reason, evidence: Evidence, width: int, role: str, target: tuple[object, ...]
) -> Entry:
    weight = f"{reason.weight:+.1f}" if reason.weight else ("–" if role == "bad" else "+")
    told = fold(reason.text, max(10, width - 7))
    lines = [Line((Piece(f"{weight:>5}  ", role), Piece(told[0] if told else "", "strong")))]
    lines += [Line((Piece(" " * 7), Piece(text, "strong"))) for text in told[1:]]
    for key, span in reason.spans:
        lines += _quote(key, span, evidence, width)
    return Entry(tuple(lines), target)


def _quote(key: str, span: Span, evidence: Evidence, width: int) -> Iterator[Line]:
    """The words of an article around ``span``, with the evidence itself set off."""
    text = evidence.texts.get(key)
    if text is None:
        return
    start, end = max(0, span.start - AROUND), min(len(text), span.end + AROUND)
    before = text[start : span.start].rpartition("\n")[2]
    inside = text[span.start : min(span.end, span.start + LONGEST_QUOTE)]
    after = text[span.end : end].partition("\n")[0]
    if start and span.start - start == len(before):
        before = before.partition(" ")[2]
    if end < len(text) and end - span.end == len(after):
        after = after.rpartition(" ")[0]
    whole = " ".join(f"{before}\x00{inside}\x01{after}".split())
    yield Line((Piece(" " * 7), Piece(evidence.names.get(key, key), "facts")))
    is_inside = False
    for told in fold(whole.replace("\x00", "⟦").replace("\x01", "⟧"), max(10, width - 9)):
        pieces, is_inside = _set_off(told, is_inside)
        yield Line((Piece("       │ ", "quiet"), *pieces))


def _set_off(told: str, is_inside: bool) -> tuple[list[Piece], bool]:
    """Cut a line at the brackets around the evidence; whether it goes on in the next line."""
    pieces = []
    for letter_run in told.replace("⟦", "\x00⟦").replace("⟧", "\x00⟧").split("\x00"):
        if letter_run.startswith("⟦"):
            is_inside = True
        elif letter_run.startswith("⟧"):
            is_inside = False
        said = letter_run.lstrip("⟦⟧")
        if said:
            pieces.append(Piece(said, "hit" if is_inside else "quiet"))
    return pieces, is_inside


class WhyScreen(ModalScreen[None]):
    """Shows the evidence; scroll and close."""

    where = (Where.WHY,)

    def __init__(self, evidence: Evidence) -> None:
        super().__init__()
        self._evidence = evidence

    def compose(self) -> ComposeResult:
        box = Vertical(id="box")
        box.border_title = Content("Why linked")
        with box:
            yield WhyList(id="choices")

    def on_mount(self) -> None:
        reasons = self.query_one(WhyList)
        reasons.show(lambda width: why_entries(self._evidence, width))
        reasons.focus()

    def action_close(self) -> None:
        self.dismiss()


class WhyList(Entries):
    """The reasons; a place of its own so that keys reach it."""

    where = (Where.WHY,)
