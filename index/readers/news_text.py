"""Plain news text as it really comes: its headline, date, outlet and zones.

Nothing is cut away: the canonical text stays whole and the zones say which
stretches of it are not the story. Everything is told from how such texts are
built (a short unfinished first line, a bracketed picture credit, an agency's
name after the last sentence), never from what they are about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from msgspec import Struct

from index.article import EITHER_FIRST, Article, Known, Publication, Span, Zone, ZoneKind
from index.language.date_clues import date_clues
from index.language.dates import find_dates
from index.language.dates.country import day_first_of
from index.language.publication import infer_publication
from index.language.recognising import language_of
from index.readers.dateline import dateline
from index.readers.furniture import (
    Credit,
    byline,
    caption_span,
    closing_credit,
    credit,
    is_boilerplate,
    is_caption_after_title,
    opens_a_list_of_links,
    table_cell_kind,
)
from index.readers.head import Head, read_head
from index.readers.head_lines import same_words, stated_date
from index.readers.headline import headline_from
from index.readers.layout import Paragraph, paragraphs
from index.readers.outlets import NOBODY, Publisher, publisher
from index.readers.prompts import glued_links
from index.readers.subheads import subheads
from index.sanitise import one_line

_SEARCHED_FOR_DATES = 100_000  # code points; what dates an article stands in its first pages
# Stops have the day first where nothing else is told.
_SLASHED = re.compile(r"(?<!\d)(\d{1,2})[/-](\d{1,2})[/-](?:\d{4}|\d\d)(?!\d)")
_MONTHS = 12
_SHORTEST_LEAD = 5  # words; what is shorter is a label


class _Body(Struct, frozen=True):
    """The zones after the head, and who signs there."""

    zones: tuple[Zone, ...]
    credits: tuple[Credit, ...]
    lead: str


def read_news_text(source: str, text: str, *, key: str, metadata: Mapping[str, str]) -> Article:
    """The article whose canonical text is ``text``.

    ``metadata`` (see :func:`index.readers.read`) goes before what the text says.
    Besides, it may hold ``dated_by`` (what states the date), ``dated_about`` (a date
    that only hints at the day of publication) and ``hinted_by`` (where that stands).
    """
    title = one_line(metadata.get("title", ""))
    blocks = paragraphs(text)
    head = read_head(blocks, title)
    body = _read_body(blocks[head.length :], title or head.title)
    zones = tuple(sorted((*head.zones, *body.zones)))
    signed = _publisher(metadata, head, body.credits)
    url = one_line(metadata.get("url", "")) or head.url
    outlet = signed.outlet or _host(url)
    language = one_line(metadata.get("language", "")) or language_of(text)
    return Article(
        key=key,
        text=text,
        title=title or one_line(head.title) or headline_from(body.lead) or one_line(text[:200]),
        title_stated=bool(title or head.title),
        zones=zones,
        published=_publication(text, zones, metadata, head, day_first_of(outlet, url, language)),
        outlet=outlet,
        agency=signed.agency,
        authors=_authors(metadata, head, body.credits),
        url=url,
        language=language,
        source=source,
    )


# ---------------------------------------------------------------- the body


def _read_body(blocks: list[Paragraph], title: str) -> _Body:
    kinds: dict[int, ZoneKind] = {}
    zones: list[Zone] = []
    credits: list[Credit] = []
    for place, paragraph in enumerate(blocks):
        zone = _zone_of(paragraph, title)
        if zone is None and (found := byline(paragraph) or credit(paragraph)):
            if place and not _belongs_to_credits(place, len(blocks), found):
                continue
            credits.append(found)
            zone = Zone(paragraph.start, paragraph.end, ZoneKind.CREDIT)
        if zone is not None:
            zones.append(zone)
            if zone.span == paragraph.span:
                kinds[place] = zone.kind
        else:
            zones += (
                Zone(paragraph.start + link.start, paragraph.start + link.end, ZoneKind.BOILERPLATE)
                for link in glued_links(paragraph.text)
            )
    _mark_list_of_links(blocks, kinds, zones)
    story = [place for place in range(len(blocks)) if place not in kinds]
    lead = ""
    if story:
        telling = (place for place in story if blocks[place].words >= _SHORTEST_LEAD)
        first, last = blocks[next(telling, story[0])], blocks[story[-1]]
        lead = _open_story(first, zones, credits)
        _close_story(last, zones, credits)
        inside = [blocks[place] for place in story]
        zones += (Zone(p.start, p.end, ZoneKind.SUBHEAD) for p in subheads(inside))
    return _Body(tuple(_apart(zones)), tuple(credits), lead)


def _zone_of(paragraph: Paragraph, title: str) -> Zone | None:
    if kind := table_cell_kind(paragraph):
        return Zone(paragraph.start, paragraph.end, kind)
    if is_caption_after_title(paragraph, title):
        return Zone(paragraph.start, paragraph.end, ZoneKind.CAPTION)
    if span := caption_span(paragraph):
        return Zone(span.start, span.end, ZoneKind.CAPTION)
    if is_boilerplate(paragraph) or (title and same_words(paragraph.text, title)):
        return Zone(paragraph.start, paragraph.end, ZoneKind.BOILERPLATE)
    return None


def _belongs_to_credits(place: int, count: int, found: Credit) -> bool:
    """Credits stand at the ends of a text; in the middle only a signature is one."""
    near_end = count - place <= 6 or place <= 3
    return near_end or found.publisher != NOBODY


def _mark_list_of_links(
    blocks: list[Paragraph], kinds: dict[int, ZoneKind], zones: list[Zone]
) -> None:
    """Titles that follow "Related news" up to the end of the text are not the story."""
    for place, paragraph in enumerate(blocks):
        if kinds.get(place) is not ZoneKind.BOILERPLATE or not opens_a_list_of_links(paragraph):
            continue
        rest = range(place + 1, len(blocks))
        if all(after in kinds or not blocks[after].text.endswith(".") for after in rest) and all(
            blocks[after].words <= 30 for after in rest
        ):
            for after in rest:
                if after not in kinds:
                    kinds[after] = ZoneKind.BOILERPLATE
                    link = blocks[after]
                    zones.append(Zone(link.start, link.end, ZoneKind.BOILERPLATE))
            return


def _open_story(first: Paragraph, zones: list[Zone], credits: list[Credit]) -> str:
    """Mark the dateline of the first paragraph; return the lead without it."""
    # A caption may fill the beginning of the paragraph.
    start = max((z.end for z in zones if first.start <= z.start < first.end), default=first.start)
    opening = first.tail(start)
    found = dateline(opening.text)
    if found is None:
        return opening.text
    zones.append(
        Zone(
            opening.start,
            opening.start + len(opening.text[: found.end].rstrip()),
            ZoneKind.DATELINE,
        )
    )
    if found.publisher != NOBODY:
        credits.insert(0, Credit(Span(opening.start, opening.start + found.end), found.publisher))
    return opening.text[found.end :]


def _close_story(last: Paragraph, zones: list[Zone], credits: list[Credit]) -> None:
    """Mark the credit after the last sentence."""
    if found := closing_credit(last):
        zones.append(Zone(found.span.start, found.span.end, ZoneKind.CREDIT))
        credits.append(found)


def _apart(zones: Iterable[Zone]) -> list[Zone]:
    """The zones in order, without empty ones and without those that reach into an earlier one."""
    kept: list[Zone] = []
    for zone in sorted(zones):
        if zone.start < zone.end and (not kept or kept[-1].end <= zone.start):
            kept.append(zone)
    return kept


# ---------------------------------------------------------------- facts


def _publisher(metadata: Mapping[str, str], head: Head, credits: Iterable[Credit]) -> Publisher:
    """Outlet and agency: from outside, else from the head, else from who signs."""
    stated = one_line(metadata.get("outlet", ""))
    candidates = [publisher(stated) or Publisher(outlet=stated)] if stated else []
    candidates += [head.publisher, *(found.publisher for found in credits)]
    outlet = stated or next((found.outlet for found in candidates if found.outlet), "")
    agency = next((found.agency for found in candidates if found.agency), "")
    return Publisher(outlet, agency)


def _host(url: str) -> str:
    """The site of an address: who published it, when nothing else tells."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


def _authors(metadata: Mapping[str, str], head: Head, credits: Iterable[Credit]) -> tuple[str, ...]:
    if stated := metadata.get("authors"):
        names = [one_line(name) for name in stated.split(";")]
    elif head.authors:
        names = [one_line(name) for name in head.authors]
    else:
        names = [one_line(name) for found in credits for name in found.authors]
    return tuple(dict.fromkeys(filter(None, names)))


def _publication(
    text: str,
    zones: tuple[Zone, ...],
    metadata: Mapping[str, str],
    head: Head,
    day_first: bool | None,
) -> Publication:
    if (given := metadata.get("date")) and (day := stated_date(given, day_first)):
        by = metadata.get("dated_by")
        reason = f"{one_line(by)} says {one_line(given)}" if by else "given with the document"
        return Publication(day, Known.STATED, reason)
    if head.date and head.date_span:
        said = one_line(text[head.date_span.start : head.date_span.end])
        day = stated_date(said, day_first) or head.date
        doubt = EITHER_FIRST if day_first is None and _means_two_days(said) else ""
        return Publication(day, Known.STATED, f"{doubt}its header says {said}")
    if (hint := metadata.get("dated_about")) and (day := stated_date(hint, day_first)):
        return Publication(day, Known.INFERRED, one_line(metadata.get("hinted_by", "")))
    return publication_told(text, zones, day_first)


def _means_two_days(said: str) -> bool:
    """Whether digits may be read with the day or the month first: 7/6/2024."""
    digits = _SLASHED.search(said)
    return (
        digits is not None
        and int(digits[1]) != int(digits[2])
        and max(int(digits[1]), int(digits[2])) <= _MONTHS
    )


def publication_told(
    text: str, zones: tuple[Zone, ...], day_first: bool | None = None
) -> Publication:
    """What a text itself tells of when it was published, nothing being stated."""
    opening = text[:_SEARCHED_FOR_DATES]
    found = find_dates(opening, zones=zones, day_first=day_first)
    return infer_publication(date_clues(opening, zones, found))
