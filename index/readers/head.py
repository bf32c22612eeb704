"""The head of a news text: what stands before its first sentence.

Addresses, dates, section labels, the headline, bylines; then the dateline with
which the first sentence begins.
"""

from __future__ import annotations

import re

from msgspec import Struct
from msgspec.structs import replace

from index.article import Interval, Span, Zone, ZoneKind
from index.language.dates import find_dates
from index.readers.date_words import is_beside_a_day
from index.readers.dateline import dateline
from index.readers.furniture import (
    byline,
    caption_span,
    credit,
    is_boilerplate,
    is_caption_after_title,
    table_cell_kind,
)
from index.readers.head_lines import (
    ISO_DATE,
    LONGEST_HEADLINE,
    days_named,
    is_headline,
    is_label,
    is_short_label,
    is_unfinished,
    same_words,
    stands_as_headline,
    stated_date,
)
from index.readers.layout import Paragraph
from index.readers.outlets import NOBODY, Publisher, is_site, named_outlet, publisher

_LOOKED_AT = 14  # paragraphs; a head is not longer
_LONGEST_DATE_LINE = 14  # words
_LONGEST_DATED = 400  # code points; a word may be as long as a file
_LOOKED_AHEAD = 6  # paragraphs that may part the headline from the story
_SHORTEST_OVER_FACTS = 4  # words; what is shorter may be a section or an outlet


class Head(Struct, frozen=True):
    """What the head says: ``length`` paragraphs long, ``date_span`` is where ``date`` stands."""

    zones: tuple[Zone, ...] = ()
    title: str = ""
    url: str = ""
    date: Interval = Interval()
    date_span: Span | None = None
    publisher: Publisher = NOBODY
    authors: tuple[str, ...] = ()
    length: int = 0


_URL = re.compile(r"https?://\s?[^\s<>\"]{4,2000}(?:\s[^\s<>\"]{1,200}){0,6}", re.IGNORECASE)
_FIELD = re.compile(
    r"(?P<name>title|headline|author|authors|by|source|outlet|publisher|url|link|date|published"
    r"|publication date|date published|updated|section|category|language|location|tags?|keywords?)"
    r"\s*:\s*(?P<value>\S[^\n]{0,2000})",
    re.IGNORECASE,
)
_FIELD_NAMES = {
    "headline": "title",
    "authors": "author",
    "by": "author",
    "outlet": "source",
    "publisher": "source",
    "link": "url",
    "published": "date",
    "publication date": "date",
    "date published": "date",
}

_DATE_LABEL = re.compile(
    r"(?:date|published|publication date|posted|updated|last updated|created|first published"
    r"|ngày đăng|cập nhật|publié(?: le)?|publicado(?: el)?|veröffentlicht(?: am)?)"
    r"(?:\s+(?:on|at|le|el|am|ngày))?\s*:?\s*",
    re.IGNORECASE,
)
# "Daily A, ", "Breda - ": up to four words with capitals, and what parts them from a date.
_LABELLED = re.compile(
    r"(?:(?:[^\W\d_a-z][\w'’.&-]{0,30}|of|the|de)\s){0,3}[^\W\d_a-z][\w'’.&-]{0,30}"
    r"(?:,\s|\s?[|·•–—]\s|\s-\s)"
)
_AGO = re.compile(r"(?:updated )?\d{1,3} (?:min(?:ute)?|hour|day|week|month|year)s? ago", re.I)


class _Reading:
    """The head while its paragraphs are being read."""

    def __init__(self) -> None:
        self.zones: list[Zone] = []
        self.head = Head()

    def add(self, kind: ZoneKind, start: int, end: int) -> None:
        self.zones.append(Zone(start, end, kind))

    def note(self, **facts: object) -> None:
        """Keep the facts not known yet: the first to say a thing is believed."""
        news = {name: fact for name, fact in facts.items() if not getattr(self.head, name)}
        self.head = replace(self.head, **news)

    def note_publisher(self, signed: Publisher) -> None:
        """Keep the outlet and the agency of ``signed``, each where it is not known yet."""
        known = self.head.publisher
        both = Publisher(known.outlet or signed.outlet, known.agency or signed.agency)
        self.head = replace(self.head, publisher=both)


def read_head(paragraphs: list[Paragraph], known_title: str = "") -> Head:
    """The head of the document with these paragraphs.

    ``known_title`` is the headline when something beside the text tells it; a
    paragraph that repeats it is the headline then, and no other is.
    """
    reading = _Reading()
    place = 0
    if not known_title and _opens_a_block_of_facts(paragraphs):
        headline = paragraphs[0]
        reading.add(ZoneKind.HEADLINE, headline.start, headline.end)
        reading.note(title=headline.text)
        place = 1
    while place < min(len(paragraphs), _LOOKED_AT):
        ahead = paragraphs[place + 1 : place + 1 + _LOOKED_AHEAD]
        if not _read_paragraph(reading, paragraphs[place], ahead, known_title):
            break
        place += 1
    return replace(reading.head, zones=tuple(reading.zones), length=place)


def _opens_a_block_of_facts(paragraphs: list[Paragraph]) -> bool:
    """Whether lines that only say when and at what address follow upon the first one.

    Somebody set them there, and the headline over them, whatever it looks like: two
    sentences, a label before a colon, a day of its own. What may be an outlet, a
    section or a byline over a headline yet to come is left to the rules for those.
    """
    first = paragraphs[0] if paragraphs else None
    if first is None or not _SHORTEST_OVER_FACTS <= first.words <= LONGEST_HEADLINE * 1.5:
        return False
    is_dated = is_addressed = False
    for line in paragraphs[1 : 1 + _LOOKED_AHEAD]:
        if _URL.fullmatch(line.text) or is_site(line.text):
            is_addressed = True
        elif line.words <= _LONGEST_DATE_LINE and _holds_only_a_date(line):
            is_dated = True
        elif not (publisher(line.text) or named_outlet(line.text) or byline(line)):
            break
    if not (is_dated and is_addressed):
        return False
    is_fact = _URL.fullmatch(first.text) or _FIELD.fullmatch(first.text) or byline(first)
    return not (is_fact or named_outlet(first.text) or _holds_only_a_date(first))


def _holds_only_a_date(paragraph: Paragraph) -> bool:
    is_iso = ISO_DATE.fullmatch(paragraph.text) is not None
    return is_iso or _read_date_line(_Reading(), paragraph, may_be_labelled=False)


def _read_paragraph(
    reading: _Reading, paragraph: Paragraph, ahead: list[Paragraph], known_title: str
) -> bool:
    """Read one paragraph into ``reading``; false when the story has begun.

    ``ahead`` are the paragraphs after it, as many as are worth a look.
    """
    following = ahead[0] if ahead else None
    if _URL.fullmatch(paragraph.text):
        reading.add(ZoneKind.HEADER, paragraph.start, paragraph.end)
        reading.note(url=paragraph.text.replace(" ", ""))
        return True
    if _read_field(reading, paragraph):
        return True
    title = known_title or reading.head.title
    if title and (same_words(paragraph.text, title) or is_caption_after_title(paragraph, title)):
        repeated = any(zone.kind is ZoneKind.HEADLINE for zone in reading.zones)
        if is_caption_after_title(paragraph, title):
            reading.add(ZoneKind.CAPTION, paragraph.start, paragraph.end)
        else:
            kind = ZoneKind.BOILERPLATE if repeated else ZoneKind.HEADLINE
            reading.add(kind, paragraph.start, paragraph.end)
        return True
    if _read_dated_line(reading, paragraph, following, known_title):
        return True
    if signed := byline(paragraph) or credit(paragraph):
        reading.add(ZoneKind.CREDIT, paragraph.start, paragraph.end)
        reading.note_publisher(signed.publisher)
        reading.note(authors=signed.authors)
        _note_day(reading, paragraph)
        return True
    if is_boilerplate(paragraph):
        reading.add(ZoneKind.BOILERPLATE, paragraph.start, paragraph.end)
        return True
    if table_cell_kind(paragraph) or caption_span(paragraph) == paragraph.span:
        # The body's rules know captions too; here only the headline after one matters.
        return not reading.head.title and following is not None and is_headline(following, None)
    if not title and _opens_with_label(paragraph, ahead):
        reading.add(ZoneKind.HEADER, paragraph.start, paragraph.end)
        reading.note_publisher(named_outlet(paragraph.text) or NOBODY)
        return True
    if not title and _is_headline_of(paragraph, ahead):
        reading.add(ZoneKind.HEADLINE, paragraph.start, paragraph.end)
        reading.note(title=paragraph.text)
        return True
    return _read_below_headline(reading, paragraph, ahead)


def _read_below_headline(reading: _Reading, paragraph: Paragraph, ahead: list[Paragraph]) -> bool:
    """A line between the headline and the date or byline: the outlet, a label or a summary."""
    if not any(zone.kind is ZoneKind.HEADLINE for zone in reading.zones):
        return False
    if dateline(paragraph.text) or _story_after(ahead) is None:
        return False
    outlet = named_outlet(paragraph.text)
    if outlet is None and not any(map(_signs_or_dates, ahead[:2])):
        return False
    if outlet or is_short_label(paragraph):
        reading.add(ZoneKind.HEADER, paragraph.start, paragraph.end)
        reading.note_publisher(outlet or NOBODY)
        return True
    if paragraph.words > LONGEST_HEADLINE or not stands_as_headline(paragraph):
        return False
    reading.add(ZoneKind.SUBHEAD, paragraph.start, paragraph.end)
    return True


def _note_day(reading: _Reading, paragraph: Paragraph) -> None:
    """Keep the one full date that a credit names beside the people."""
    if paragraph.words > 2 * _LONGEST_DATE_LINE or not any(map(str.isdigit, paragraph.text)):
        return
    days = [timex for timex in find_dates(paragraph.text) if timex.interval.is_day]
    if len(days) == 1:
        day = days[0]
        span = Span(paragraph.start + day.start, paragraph.start + day.end)
        reading.note(date=day.interval, date_span=span)


def _signs_or_dates(paragraph: Paragraph) -> bool:
    """Whether the whole line says only who wrote the text or when."""
    if byline(paragraph):
        return True
    trial = _Reading()
    if _FIELD.fullmatch(paragraph.text):
        return _read_field(trial, paragraph) and not trial.head.title
    return _read_dated_line(trial, paragraph, None, "") and not trial.head.title


def _story_after(ahead: list[Paragraph]) -> Paragraph | None:
    """The first of the paragraphs that tells something: no byline, credit, date or outlet."""
    for paragraph in ahead:
        if _URL.fullmatch(paragraph.text) or _signs_or_dates(paragraph) or credit(paragraph):
            continue
        if named_outlet(paragraph.text):
            continue
        return paragraph
    return None


def _opens_with_label(paragraph: Paragraph, ahead: list[Paragraph]) -> bool:
    """A section's or an unknown outlet's name, with the headline on the next line that tells."""
    outlet = named_outlet(paragraph.text)
    if not outlet and (paragraph.words > 1 or not is_short_label(paragraph)):
        return False
    headline = _story_after(ahead)
    if headline is None or dateline(headline.text):
        return False
    below = ahead[ahead.index(headline) + 1 :]
    return bool(below) and _is_headline_of(headline, below)


def _is_headline_of(paragraph: Paragraph, ahead: list[Paragraph]) -> bool:
    """Whether ``paragraph`` is the headline of what comes after it.

    Bylines, dates and the outlet's name may come first. A line right before a
    byline or a date needs no other proof that it is one, so it may be a single
    word and what follows may be short (a summary, a place).
    """
    if ahead and _signs_or_dates(ahead[0]):
        return is_unfinished(paragraph, fewest=1)
    below = ahead[0] if ahead else None
    if below and is_short_label(below) and any(map(_signs_or_dates, ahead[1:2])):
        return is_unfinished(paragraph, fewest=2)
    return is_headline(paragraph, _story_after(ahead))


def _read_field(reading: _Reading, paragraph: Paragraph) -> bool:
    """A line such as ``Author: Jane Roe``."""
    match = _FIELD.fullmatch(paragraph.text)
    if match is None or paragraph.words > LONGEST_HEADLINE + 2:
        return False
    name = match["name"].lower()
    name, value = _FIELD_NAMES.get(name, name), match["value"].strip()
    if name == "date":
        day = stated_date(value)
        if not day:
            return False
        reading.note(
            date=day, date_span=Span(paragraph.start + match.start("value"), paragraph.end)
        )
    elif name == "title":
        reading.note(title=value)
        reading.add(ZoneKind.HEADER, paragraph.start, paragraph.start + match.start("value"))
        reading.add(ZoneKind.HEADLINE, paragraph.start + match.start("value"), paragraph.end)
        return True
    elif name == "author":
        reading.note(authors=(value,))
    elif name == "source":
        reading.note_publisher(publisher(value) or Publisher(outlet=value))
    elif name == "url":
        reading.note(url=value)
    reading.add(ZoneKind.HEADER, paragraph.start, paragraph.end)
    return True


def _read_dated_line(
    reading: _Reading, paragraph: Paragraph, following: Paragraph | None, known_title: str
) -> bool:
    """A line that is a date, or that begins with a labelled one."""
    text = paragraph.text
    label = _DATE_LABEL.match(text)
    iso = ISO_DATE.match(text, label.end() if label else 0)
    if iso is not None:
        day = stated_date(iso[0])
        if not day:
            return False
        rest = paragraph.tail(paragraph.start + iso.end())
        span = Span(paragraph.start + iso.start(), paragraph.start + iso.end())
        reading.note(date=day, date_span=span)
        rest_text = rest.text.lstrip("|-–—:·• ")
        rest = rest.tail(rest.end - len(rest_text))
        if not rest.text or _is_beside_date(rest.text) or is_label(rest, following):
            reading.add(ZoneKind.HEADER, paragraph.start, paragraph.end)
        else:
            reading.add(ZoneKind.HEADER, paragraph.start, span.end)
            if stands_as_headline(rest) and not known_title:
                reading.add(ZoneKind.HEADLINE, rest.start, rest.end)
                reading.note(title=rest.text)
            elif known_title and same_words(rest.text, known_title):
                reading.add(ZoneKind.HEADLINE, rest.start, rest.end)
            else:
                return False
        return True
    if paragraph.words > _LONGEST_DATE_LINE:
        return False
    has_headline = any(zone.kind is ZoneKind.HEADLINE for zone in reading.zones)
    may_be_labelled = has_headline or (following is not None and is_headline(following, None))
    is_signed = byline(paragraph) or credit(paragraph)
    return _read_date_line(reading, paragraph, may_be_labelled=may_be_labelled and not is_signed)


def _read_date_line(reading: _Reading, paragraph: Paragraph, *, may_be_labelled: bool) -> bool:
    """A line that holds a full date and nothing that tells anything.

    Before the date a name may stand that nobody knows: an outlet, a section or a place.
    """
    text = paragraph.text
    if len(text) > _LONGEST_DATED or not any(char.isdigit() for char in text):
        return False
    label = _DATE_LABEL.match(text)
    begin = label.end() if label else 0
    if _AGO.fullmatch(text):
        reading.add(ZoneKind.HEADER, paragraph.start, paragraph.end)
        return True
    for at, day in days_named(text):
        before, behind = text[begin : max(begin, at.start)], text[at.end :]
        is_plain = _is_beside_date(f"{before} {behind}", reading)
        if not is_plain and may_be_labelled and (label := _LABELLED.match(before)):
            is_plain = _is_beside_date(f"{before[label.end() :]} {behind}")
        if is_plain:
            span = Span(paragraph.start + at.start, paragraph.start + at.end)
            reading.note(date=day, date_span=span)
            reading.add(ZoneKind.HEADER, paragraph.start, paragraph.end)
            return True
    return False


def _is_beside_date(text: str, reading: _Reading | None = None) -> bool:
    """Whether nothing but times, labels and the outlet's name is in ``text``."""
    for part in re.split(r"[|•·]|\s[-–—]\s|\s{2,}", text):
        part = part.strip(" ,:;")
        if is_beside_a_day(part):
            continue
        signed = publisher(part) or named_outlet(part)
        if signed is None:
            return False
        if reading is not None:
            reading.note_publisher(signed)
    return True
