"""How dates, lengths and counts are said on screen.

One rule above all: never more exact than what is known. ``≈`` marks a date
that was worked out, ``?`` one that is not known.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from index.article import ArticleFacts, Interval, Known, Precision, Publication
from index.language.model import EntityType
from index.notes.model import PlacementStatus
from index.paths import is_web
from index.views import NoveltyView, Standing

if TYPE_CHECKING:
    from index.library.annotations.exchanging import DocumentWritten
    from index.library.upkeep.taking_back import ImportView, TakenBack
    from index.views import WebSource

WORDS_PER_MINUTE = 230

_WAITING = {
    PlacementStatus.EDITED: "edited",
    PlacementStatus.REVIEW: "to review",
    PlacementStatus.ORPHAN: "orphaned",
}
STANDING_WORDS = {
    Standing.APPLIES: "",
    Standing.OVERRULED: "overruled by a later one",
    Standing.WAITING: "waits until what it is about is here again",
    Standing.WITHDRAWN: "taken back",
    Standing.UNREADABLE: "made by another culm",
}
"""How a correction by hand stands; that it applies goes without saying."""
TYPE_NAMES = {
    EntityType.PERSON: "person",
    EntityType.ORG: "organisation",
    EntityType.PLACE: "place",
    EntityType.NORP: "nationality, religion or people",
    EntityType.EVENT: "event",
    EntityType.LAW: "law or treaty",
    EntityType.MISC: "name",
}
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_THIRDS = {(1, 4): "early", (5, 8): "mid", (9, 12): "late"}
_LAST_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

_WEB = frozenset({"http", "https"})

OUTLET_UNKNOWN = "outlet unknown"
"""Stands where an outlet would, for articles that do not say theirs."""


def host(url: str) -> str:
    """Whose web address it is; empty when it is none that may be opened.

    A name with letters outside ASCII, which may look like another, is followed by what it
    is in the net's own spelling (RFC 3490).
    """
    try:
        parts = urlsplit(url)
        name = parts.hostname or ""
        if parts.scheme not in _WEB or not name:
            return ""
        return name if name.isascii() else f"{name} ({name.encode('idna').decode('ascii')})"
    except ValueError:
        return ""


def taken_back(taken: TakenBack) -> str:
    """What became of an import that was taken back."""
    words = []
    if taken.articles or not taken.copies:
        words.append(f"{counted(taken.articles, 'article')} removed")
    if taken.copies:
        words.append(f"{counted(taken.copies, 'copy', 'copies')} noted no longer")
    if taken.annotations:
        words.append(f"{counted(taken.annotations, 'mark')} put into the trash")
    if taken.stayed:
        words.append(f"{counted(taken.stayed, 'annotated article')} left")
    if taken.sources:
        words.append(f"{counted(taken.sources, 'source')} followed no longer")
    return ", ".join(words)


def beside(written: Sequence[DocumentWritten]) -> str:
    """That files were not written over since somebody had edited them, if there are any."""
    kept = [one for one in written if one.kept is not None]
    if not kept:
        return ""
    more = f" and {len(kept) - 1} more" if len(kept) > 1 else ""
    return f"; edited files stay, what is new is beside them: {kept[0].path.name}{more}"


def brought(view: ImportView) -> str:
    """How much of an import is in the library."""
    copies = counted(view.copies, "copy", "copies") if view.copies else ""
    articles = counted(view.articles, "article") if view.articles or not copies else ""
    return ", ".join(filter(None, (articles, copies)))


def how_far(view: ImportView) -> str:
    """How far an import is that has not come to its end; empty for others."""
    if view.state == "complete":
        return ""
    inputs = "inputs" if any(map(is_web, view.places)) else "files"
    # One file may hold any number of articles: that it is one tells nothing.
    of_all = f"{view.done:,} of {view.total:,} {inputs}, " if view.total > 1 else ""
    return f"{of_all}{view.state.value}"


def feed_facts(feed: WebSource) -> list[str]:
    """How a feed stands: when it was fetched, that it is paused, what is wrong with it."""
    if feed.fetched:
        told = [f"fetched {moment(datetime.fromtimestamp(feed.fetched, UTC))}"]
    else:
        told = ["not fetched yet"]
    return [*told, *(["paused"] if feed.paused else []), *([feed.error] if feed.error else [])]


def day(when: date) -> str:
    """``19 Dec 2023``."""
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}"


def weekday(when: date) -> str:
    """``Tue 19 Dec 2023``."""
    return f"{_DAYS[when.weekday()]} {day(when)}"


def moment(when: datetime) -> str:
    """``19 Dec 2023, 14:05``, in the time of where culm runs."""
    here = when.astimezone()
    return f"{day(here.date())}, {here:%H:%M}"


def month(when: date) -> str:
    """``Dec 2023``."""
    return f"{_MONTHS[when.month - 1]} {when.year}"


def interval(days: Interval, precision: Precision = Precision.DAY) -> str:
    """Days as they are known: ``19–23 Dec 2023``, ``Dec 2021``, ``between … and …``.

    ``precision`` says whether the ends are known days (``DAY``, ``SERIES``) or
    the bounds of something that lies between them (``WINDOW``).
    """
    begin, end = days.begin, days.end
    if precision is Precision.UNKNOWN or not days:
        return "date unknown"
    if begin is None or end is None:
        bound = begin or end
        assert bound is not None
        return f"until {day(bound)}" if begin is None else f"{day(bound)} or later"
    if begin == end:
        return day(begin)
    if _whole_year(begin, end):
        return str(begin.year)
    if _whole_month(begin, end):
        return month(begin)
    if precision is Precision.WINDOW:
        return _third(begin, end) or _between(begin, end)
    return _span(begin, end)


BY_HAND = "!"
"""Stands before what is so because the user said so."""


def publication(published: Publication) -> str:
    """``Tue 19 Dec 2023``, ``≈ Tue 19 Dec 2023``, ``≈ Dec 2023``, ``date unknown``.

    Where only one bound is known, ``date unknown, not before 4 Jun 2020``.
    """
    days = published.interval
    if days.begin is None or days.end is None:
        bound = days.begin or days.end
        side = "before" if days.begin else "after"
        return f"date unknown, not {side} {day(bound)}" if bound else "date unknown"
    said = weekday(days.begin) if days.is_day and days.begin else interval(days, Precision.WINDOW)
    return said if published.how is Known.STATED else f"≈ {said}"


def short_publication(published: Publication, year: int | None = None) -> str:
    """A publication date for narrow places: ``19 Dec 2023``, ``≈ Dec 2023``, ``?``.

    A single day of ``year``, which is said beside it, goes without: ``19 Dec``.
    """
    days = published.interval
    if days.begin is None or days.end is None:
        return "?"
    first = days.begin
    if days.is_day:
        said = f"{first.day} {_MONTHS[first.month - 1]}" if first.year == year else day(first)
    elif (first.year, first.month) == (days.end.year, days.end.month):
        said = month(first)
    elif first.year == days.end.year:
        said = str(first.year)
    else:
        said = f"{first.year}–{days.end.year}"
    return said if published.how is Known.STATED else f"≈ {said}"


def day_heading(published: Publication) -> str:
    """The heading under which the list puts an article in order of time."""
    days = published.interval
    if days.is_day and days.begin is not None:
        return weekday(days.begin)
    bounded = days.begin is not None and days.end is not None
    return interval(days, Precision.WINDOW) if bounded else "Date unknown"


def doubt(published: Publication) -> str:
    """The mark of a date that is not stated: ``≈`` worked out, ``?`` unknown, else nothing."""
    return {Known.STATED: "", Known.INFERRED: "≈", Known.UNKNOWN: "?"}[published.how]


def facts_by_hand(now: ArticleFacts, read: ArticleFacts | None) -> list[str]:
    """What the user put right of an article, each fact with what was read of it.

    ``by you: date (its header says 7/6/2024)``, ``by you: outlet (read: none)``.
    """
    if read is None:
        return []
    parts = []
    if now.published != read.published:
        _, _, said = now.published.reason.partition("; ")
        parts.append(f"date ({said})" if said else "date")
    if (now.title, now.title_stated) != (read.title, read.title_stated):
        parts.append(f"headline (read: {read.title})" if read.title_stated else "headline")
    if now.outlet != read.outlet:
        parts.append(f"outlet (read: {read.outlet or 'none'})")
    if now.authors != read.authors:
        parts.append(f"authors (read: {', '.join(read.authors) or 'none'})")
    return [f"by you: {part}" for part in parts]


def minutes(words: int) -> str:
    """How long ``words`` words take to read, in minutes."""
    return f"{max(1, round(words / WORDS_PER_MINUTE))} min"


def counted(count: int, one: str, many: str = "") -> str:
    """``1 article``, ``1,234 articles``."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def building(known: int, total: int) -> str:
    """That a search does not know all articles yet."""
    return f"index is being rebuilt: {known:,} of {counted(total, 'article')} searchable"


def waiting(counts: Mapping[PlacementStatus, int]) -> str:
    """Annotations in changed articles by kind: ``3 edited, 1 to review, 1 orphaned``."""
    told = [f"{counts[kind]:,} {words}" for kind, words in _WAITING.items() if counts.get(kind)]
    return ", ".join(told)


def _whole_month(begin: date, end: date) -> bool:
    if (begin.year, begin.month) != (end.year, end.month) or begin.day != 1:
        return False
    leap = begin.month == 2 and begin.year % 4 == 0 and end.day == 29
    return leap or end.day == _LAST_DAYS[begin.month - 1]


def dimming(dims: bool, novelty: NoveltyView | None) -> str:
    """What was just done: sentences read elsewhere are dimmed from now on, or no longer.

    ``novelty`` is what is known of the open article.
    """
    if not dims:
        return "Dimming is off: all is shown in full."
    if novelty is None or not novelty.articles:
        return "Dimming is on. You have read no other article of this story yet."
    if not novelty.known:
        read = counted(novelty.articles, "other article")
        return f"Dimming is on. Nothing here stood in the {read} of this story that you have read."
    return (
        f"Dimming is on: {len(novelty.known)} of {counted(novelty.sentences, 'sentence')}"
        " you have read elsewhere."
    )


def _third(begin: date, end: date) -> str:
    """``late 2021`` for September to December, as people say of what they know no better."""
    told = _THIRDS.get((begin.month, end.month))
    is_whole = begin.day == 1 and end.day == _LAST_DAYS[end.month - 1]
    return f"{told} {begin.year}" if told and is_whole and begin.year == end.year else ""


def _whole_year(begin: date, end: date) -> bool:
    return (begin.year, begin.month, begin.day, end.month, end.day) == (end.year, 1, 1, 12, 31)


def _span(begin: date, end: date, joint: str = " – ") -> str:
    """Two days with what they share said once; ``joint`` stands between them."""
    if (begin.year, begin.month) == (end.year, end.month):
        return f"{begin.day}{'–' if joint == ' – ' else joint}{day(end)}"
    if begin.year == end.year:
        return f"{begin.day} {_MONTHS[begin.month - 1]}{joint}{day(end)}"
    return f"{day(begin)}{joint}{day(end)}"


def _between(begin: date, end: date) -> str:
    if (end - begin).days < 25:
        return f"between {_span(begin, end, ' and ')}"
    if (begin.year, begin.month) == (end.year, end.month):
        return month(begin)
    first = _MONTHS[begin.month - 1] if begin.year == end.year else month(begin)
    return f"between {first} and {month(end)}"
