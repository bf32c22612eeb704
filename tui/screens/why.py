"""Why articles are linked by an event: the reasons, the refusals, and where to read them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from index.article import Span
from index.events.model import Link, LinkClass, Reason, Role
from index.language.sentences import sentences
from index.views import Why
from tui import messages, wording
from tui.rendering.cells import fit
from tui.rendering.wrap import wrap
from tui.screens.reasons import ReasonsScreen
from tui.widgets.entries import Entry
from tui.widgets.lines import Line, Piece, fold, hit_pieces

if TYPE_CHECKING:
    from index.library import Library

AROUND = 60
"""Characters of context on either side of a piece of evidence."""
LONGEST_QUOTE = 280
TELLERS_SHOWN = 5

_CLASS_WORDS = {
    LinkClass.SAME: "tell the same event",
    LinkClass.POSSIBLY: "possibly tell the same event",
}


class Evidence(Struct, frozen=True):
    """Why, with the names and the texts of the articles by key, to quote from."""

    why: Why
    names: Mapping[str, str]
    texts: Mapping[str, str]
    this: str = ""
    """The key of the open article."""
    ids: Mapping[str, int] = field(default_factory=dict)
    """The articles' ids by key."""
    of_one_link: bool = False
    """Asked was why one other article is linked, not for all that is known of the event."""


def gather(library: Library, event: int, this: int | None, other: int | None) -> Evidence:
    """The evidence on ``event``, on the links of article ``this`` (to ``other`` only, if given).

    Blocks on the disk. Raises :class:`~index.errors.NotFound`.
    """
    why = library.why(event, this)
    keys = {key for link in why.links for key in (link.a, link.b)}
    keys |= {key for reason in why.dated for key, _ in reason.spans}
    articles = {key: library.article(library.find(key)) for key in keys}
    by_id = {article.id: key for key, article in articles.items()}
    wanted = by_id.get(other, "") if other is not None else ""
    links = tuple(link for link in why.links if not wanted or wanted in (link.a, link.b))
    return Evidence(
        replace(why, links=links),
        {key: article.outlet or fit(article.title, 36) for key, article in articles.items()},
        {key: article.text for key, article in articles.items()},
        by_id.get(this, "") if this is not None else "",
        {key: article.id for key, article in articles.items()},
        bool(wanted),
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
    of_event = (*_when(evidence, width), *_who_tells(evidence))
    of_links = tuple(_links(evidence, width))
    # What was asked comes first.
    first, then = (of_links, of_event) if evidence.of_one_link else (of_event, of_links)
    return [*entries, *first, *then]


def _links(evidence: Evidence, width: int) -> Iterator[Entry]:
    if not evidence.why.links:
        yield Entry((Line(), Line((Piece("No other article is linked by it.", "quiet"),))))
    for number, link in enumerate(evidence.why.links):
        yield from _link(link, evidence, width, number)


def _when(evidence: Evidence, width: int) -> Iterator[Entry]:
    """What the date rests on, each with the sentences that say it."""
    if evidence.why.dated:
        yield Entry((Line(), Line((Piece("When", "heading"),))))
    for place, reason in enumerate(evidence.why.dated):
        text = f"{reason.text[:1].upper()}{reason.text[1:]}."
        role = "bad" if reason.kind == "otherwise" else "strong"
        lines = [Line((Piece(" "), Piece(told, role))) for told in fold(text, max(8, width - 1))]
        for key, span in reason.spans:
            lines += _quote(key, span, evidence, width, sentence=True)
        yield Entry(tuple(lines), ("when", place))


def _who_tells(evidence: Evidence) -> Iterator[Entry]:
    """Which articles report the event, and which only mention it."""
    for role, words in ((Role.REPORTS, "Reported by"), (Role.MENTIONS, "Mentioned by")):
        told = [teller for teller in evidence.why.event.tellers if teller.role is role]
        if not told:
            continue
        count = Piece(f" {wording.counted(len(told), 'article')}", "facts")
        yield Entry((Line(), Line((Piece(words, "heading"),), (count,))))
        for teller in told[:TELLERS_SHOWN]:
            when = Piece(f" {wording.short_publication(teller.published)}", "facts")
            outlet = f"{teller.outlet} · " if teller.outlet else ""
            mark = "strong" if teller.key == evidence.this else "quiet"
            yield Entry((Line((Piece(" "), Piece(f"{outlet}{teller.title}", mark)), (when,)),))
        if len(told) > TELLERS_SHOWN:
            more = wording.counted(len(told) - TELLERS_SHOWN, "more", "more")
            yield Entry((Line((Piece(f" and {more}", "quiet"),)),))


def _link(link: Link, evidence: Evidence, width: int, number: int) -> Iterator[Entry]:
    other, this = (link.a, link.b) if link.b == evidence.this else (link.b, link.a)
    names = f"{evidence.names.get(this, this)} and {evidence.names.get(other, other)}"
    title = evidence.why.titles.get(other, "")
    yield Entry((Line(),))
    yield Entry(
        (
            Line((Piece(names, "heading"),), (Piece(f" {link.score:.1f}", "facts"),)),
            *(Line((Piece(text, "facts"),)) for text in fold(title, width, 2)),
            Line((Piece(_class_words(link, evidence), "strong"),)),
        ),
        ("link", number),
    )
    quoted: set[tuple[str, Span]] = set()
    for place, reason in enumerate(link.reasons):
        yield _reason(reason, evidence, width, "good", ("reason", number, place), quoted)
    if link.vetoes:
        yield Entry((Line((Piece("Against", "heading"),)),))
    for place, reason in enumerate(link.vetoes):
        yield _reason(reason, evidence, width, "bad", ("veto", number, place), quoted)


def _class_words(link: Link, evidence: Evidence) -> str:
    roles = {teller.key: teller.role for teller in evidence.why.event.tellers}
    if link.link_class is LinkClass.MENTIONS:
        mentions = [roles.get(key) is Role.MENTIONS for key in (link.a, link.b)]
        return "both mention it" if all(mentions) else "one reports it, the other mentions it"
    return _CLASS_WORDS[link.link_class]


def _reason(
    reason: Reason,
    evidence: Evidence,
    width: int,
    role: str,
    target: tuple[object, ...],
    quoted: set[tuple[str, Span]],
) -> Entry:
    """A reason with its quotes; those in ``quoted`` were shown before, new ones are put in."""
    weight = f"{reason.weight:+.1f}" if reason.weight else ("–" if role == "bad" else "+")
    told = fold(reason.text, max(10, width - 7))
    lines = [Line((Piece(f"{weight:>5}  ", role), Piece(told[0] if told else "", "strong")))]
    lines += [Line((Piece(" " * 7), Piece(text, "strong"))) for text in told[1:]]
    for key, span in reason.spans:
        if (key, span) not in quoted:
            quoted.add((key, span))
            lines += _quote(key, span, evidence, width)
    return Entry(tuple(lines), target)


def _quote(
    key: str, span: Span, evidence: Evidence, width: int, *, sentence: bool = False
) -> Iterator[Line]:
    """The words of an article around ``span``, with the evidence itself set off.

    With ``sentence`` they are those of its whole sentence, if it is not too long.
    """
    text = evidence.texts.get(key)
    if text is None:
        return
    before, inside, after = in_sentence(text, span) if sentence else around(text, span)
    told = before + inside + after
    hit = (len(before), len(before) + len(inside))
    yield Line((Piece(" " * 7), Piece(evidence.names.get(key, key), "facts")))
    for start, end in wrap(told, 0, len(told), max(10, width - 9)):
        own = [(max(hit[0], start) - start, min(hit[1], end) - start)]
        pieces = hit_pieces(told[start:end], own if own[0][0] < own[0][1] else (), "quiet", "hit")
        yield Line((Piece("       │ ", "quiet"), *pieces))


def around(text: str, span: Span) -> tuple[str, str, str]:
    """What stands before, in and after ``span``: whole words of its paragraph, on one line."""
    start, end = max(0, span.start - AROUND), min(len(text), span.end + AROUND)
    before = text[start : span.start].rpartition("\n")[2]
    after = text[span.end : end].partition("\n")[0]
    if start and len(before) == span.start - start:
        before = before.partition(" ")[2]
    if end < len(text) and len(after) == end - span.end:
        after = after.rpartition(" ")[0]
    inside = " ".join(text[span.start : min(span.end, span.start + LONGEST_QUOTE)].split())
    return before.lstrip(), inside, after.rstrip()


def in_sentence(text: str, span: Span) -> tuple[str, str, str]:
    """What stands before, in and after ``span`` in its sentence, else as :func:`around`."""
    first = text.rfind("\n", max(0, span.start - LONGEST_QUOTE), span.start) + 1
    last = text.find("\n", span.end, span.end + LONGEST_QUOTE)
    start = first or max(0, span.start - LONGEST_QUOTE)
    end = last if last >= 0 else min(len(text), span.end + LONGEST_QUOTE)
    own = [one for one in sentences(text, start, end) if one.start <= span.start < one.end]
    if not own or span.end > own[0].end or own[0].end - own[0].start > LONGEST_QUOTE:
        return around(text, span)
    inside = " ".join(text[span.start : span.end].split())
    return text[own[0].start : span.start], inside, text[span.end : own[0].end].rstrip()


class WhyScreen(ReasonsScreen):
    """Shows the evidence; scroll and close."""

    TITLE_WORDS = "Why linked"

    def __init__(
        self, evidence: Evidence, correct: Callable[[messages.CorrectionAsked], object]
    ) -> None:
        """``correct`` is told what is to be put right."""
        super().__init__(correct)
        self._evidence = evidence

    def entries_for(self, width: int) -> Sequence[Entry]:
        return why_entries(self._evidence, width)

    def asked(self, target: object) -> messages.CorrectionAsked:
        """That articles are linked so: about the other article of the link, if on one."""
        other = ""
        if isinstance(target, tuple) and target[0] != "when":
            link = self._evidence.why.links[target[1]]
            other = link.b if link.a == self._evidence.this else link.a
        number = self._evidence.ids.get(other)
        return messages.CorrectionAsked(event=self._evidence.why.event.id, article=number)
