"""What the library screen says: pure, from a census to entries, each of which leads somewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime

from index.language.model import EntityType
from index.library.upkeep.care import Check
from index.library.upkeep.census import Census, Counted
from tui import messages, wording
from tui.rendering.cells import fit, width_of
from tui.rendering.charts import bar
from tui.widgets.entries import Entry
from tui.widgets.lines import Line, Piece, fold

OUTLETS_SHOWN = 12
YEARS_SHOWN = 16
MONTHS_FROM = 2
"""Years up to which months are told, too."""
BAR_CELLS = 24
LEAST_BAR = 4
COUNT_CELLS = 8

_NAMED = (
    (EntityType.PERSON, "People"),
    (EntityType.PLACE, "Places"),
    (EntityType.ORG, "Organisations"),
)
_SIZES = ("bytes", "kB", "MB", "GB", "TB")
Checks = Sequence[Check] | None
"""What was looked at; ``None`` while nothing was."""
CHECK = messages.CommandAsked("library.check")
ALL_OUTLETS = "all outlets"
"""Where the line leads that stands for the outlets that are not told."""
_BLANK = Entry((Line(),))


def holdings(census: Census, width: int, *, all_outlets: bool = False) -> list[Entry]:
    """What there is, by kind, time and outlet, in ``width`` cells."""
    if not census.articles:
        return [Entry(tuple(_quiet(text) for text in fold(_EMPTY, width)))]
    return [
        *_totals(census),
        *_years(census.months, width),
        *_outlets(census, width, len(census.outlets) if all_outlets else OUTLETS_SHOWN),
    ]


def contents(census: Census, checks: Checks, width: int) -> list[Entry]:
    """Who and what it is about, what was made of it and how it is, in ``width`` cells."""
    sections = [_names(census), _events(census, width)] if census.articles else []
    entries: list[Entry] = []
    told_last = (_made(census), _sources(census), _health(census, checks, width))
    for section in (*sections, *told_last):
        told = list(section)
        if told:
            entries += [_BLANK, *told] if entries else told
    return entries


_EMPTY = "Nothing is here yet. Bring articles in with: culm add PATH"


def _totals(census: Census) -> Iterator[Entry]:
    yield _heading("What there is")
    fold_copies = messages.CommandAsked("list.fold-copies")
    told = (
        (census.articles, "article", "", messages.CommandAsked("pane.list")),
        (census.words, "word", "", messages.CommandAsked("pane.list")),
        (census.names, "name", "", None),
        (census.events, "event", "", messages.TimelineAsked()),
        (census.copies, "near-identical copy", "near-identical copies", fold_copies),
        (census.exact, "exact copy", "exact copies", None),
    )
    for count, one, many, target in told:
        if count or one in ("article", "event"):
            noun = one if count == 1 else many or f"{one}s"
            yield _row(noun, f"{count:,}", target)
    if len(census.languages) > 1:
        for language in census.languages:
            name = f"articles in {language.name}" if language.name else "language not known"
            yield _row(name, f"{language.articles:,}", _search(language.query))


def _years(months: Sequence[Counted], width: int) -> Iterator[Entry]:
    """Articles by year; by month where there are few years."""
    counts: dict[str, int] = {}
    for month in months:
        counts[month.name[:4]] = counts.get(month.name[:4], 0) + month.articles
    undated = counts.pop("", 0)
    by_month = len(counts) <= MONTHS_FROM
    if by_month:
        told = [(_month(one.name), one.articles, one.query) for one in months if one.name]
    else:
        told = [(year, count, f"date:{year}") for year, count in counts.items()]
    if not told:
        return
    yield from (_BLANK, _heading("Articles by month" if by_month else "Articles by year"))
    left_out = told[: -YEARS_SHOWN or None] if len(told) > YEARS_SHOWN else []
    most = max(count for _, count, _ in told)
    if left_out:
        first = f"until {left_out[-1][0]}"
        query = f"until:{left_out[-1][2].partition(':')[2]}"
        yield _row(first, f"{sum(count for _, count, _ in left_out):,}", _search(query))
    for name, count, query in told[len(left_out) :]:
        yield _barred(name, count, most, width, messages.SearchAsked(query))
    if undated:
        yield _row("date not known", f"{undated:,}", messages.SearchAsked("is:undated"))


def _outlets(census: Census, width: int, shown: int) -> Iterator[Entry]:
    known = [outlet for outlet in census.outlets if outlet.name]
    yield from (_BLANK, _heading("Outlets", f"{len(known):,}"))
    most = max((outlet.articles for outlet in census.outlets), default=0)
    told = [(one, f"last {wording.day(one.last)}" if one.last else "") for one in known[:shown]]
    longest = max((width_of(one.name) + width_of(last) for one, last in told), default=0)
    has_room = longest + 2 < _room_beside_bar(width)
    for outlet, last in told:
        extra = last if has_room else ""
        yield _barred(outlet.name, outlet.articles, most, width, _search(outlet.query), extra=extra)
    others = known[shown:]
    if others:
        count = sum(outlet.articles for outlet in others)
        name = f"{wording.counted(len(others), 'other outlet')} …"
        yield _row(name, f"{count:,}", ALL_OUTLETS)
    for outlet in census.outlets:
        if not outlet.name:
            yield _row(wording.OUTLET_UNKNOWN, f"{outlet.articles:,}", None)


def _names(census: Census) -> Iterator[Entry]:
    for kind, title in _NAMED:
        views = census.busiest.get(kind, ())
        if views:
            if kind is not EntityType.PERSON:
                yield _BLANK
            yield _heading(title, "articles")
        for view in views:
            yield Entry(
                (
                    Line(
                        (Piece(" "), Piece(view.name, view.type.value.lower())),
                        (Piece(f" {view.articles:,}", "facts"),),
                    ),
                ),
                messages.EntityChosen(view.id),
            )


def _events(census: Census, width: int) -> Iterator[Entry]:
    if census.most_told:
        yield _heading("Events", "articles")
    for row in census.most_told:
        when = wording.interval(row.interval, row.precision)
        lines = [Line((Piece(" "), Piece(text, "strong"))) for text in fold(row.name, width - 8, 2)]
        count = (Piece(f" {row.reports + row.mentions:,}", "facts"),)
        yield Entry(
            (Line(lines[0].left, count), *lines[1:], _quiet(when)),
            messages.TimelineAsked(event=row.id),
        )


def _made(census: Census) -> Iterator[Entry]:
    made = census.made
    yield _heading("What you made")
    unread = census.articles - made.read
    told: tuple[tuple[int, str, messages.SearchAsked | messages.CommandAsked], ...] = (
        (unread, "unread", messages.SearchAsked("is:unread")),
        (made.read, "read", messages.SearchAsked("is:read")),
        (made.starred, "starred", messages.SearchAsked("is:starred")),
        (made.annotations, "marks and notes", messages.CommandAsked("notes.open")),
        (made.waiting, "marks that wait for you", messages.CommandAsked("review.open")),
        (made.searches, "saved searches", messages.CommandAsked("saved.open")),
        (made.corrections, "corrections by hand", messages.CommandAsked("corrections.open")),
    )
    for count, name, target in told:
        if count:
            yield _row(name, f"{count:,}", target)
    if not any(count for count, *_ in told):
        yield Entry((_quiet("Nothing yet."),))


def _sources(census: Census) -> Iterator[Entry]:
    sources = census.sources
    if not sources.feeds and not sources.paths:
        return
    target = messages.CommandAsked("sources.open")
    yield _heading("Where it comes from")
    told = (
        (sources.feeds, "feeds that you follow"),
        (sources.bad, "feeds that could not be had"),
        (sources.paths, "files and folders added"),
    )
    for count, name in told:
        if count:
            yield _row(name, f"{count:,}", target)
    if sources.fetched is not None:
        yield _row("last fetched", _moment(sources.fetched), target)


def _health(census: Census, checks: Checks, width: int) -> Iterator[Entry]:
    health = census.health
    yield _heading("How it is kept")
    for text in fold(str(health.path), width - 1, 2):
        yield Entry((_quiet(text),))
    yield _row("last backup", _backup(census), CHECK)
    yield _row("last change", _moment(health.changed), CHECK)
    if health.unindexed:
        yield _row("not yet searchable", f"{health.unindexed:,}", CHECK)
    else:
        yield _row("search index", "complete", CHECK)
    if health.unlinked:
        yield _row("linking", "not finished", CHECK)
    if health.failed:
        yield _row("inputs that could not be read", f"{health.failed:,}", CHECK)
    yield _row("on disk", size(health.size), CHECK)
    for name, amount in health.bytes.items():
        if amount:
            yield Entry((Line((Piece("   "), Piece(name, "quiet")), (_facts(size(amount)),)),))
    for check in checks or ():
        mark = Piece("   ✓ ", "good") if check.ok else Piece("   ✗ ", "bad")
        told = fold(check.name if check.ok else f"{check.name}: {check.detail}", width - 5, 4)
        yield Entry(
            tuple(
                Line((mark if not place else Piece("     "), Piece(text, "strong")))
                for place, text in enumerate(told)
            )
        )
    words = "Check every part now" if checks is None else "Check again"
    yield Entry((Line((Piece(" "), Piece(words, "title"))),), CHECK)


def _backup(census: Census) -> str:
    day = census.health.backup
    return wording.day(day) if day is not None else "none yet"


def _moment(when: datetime) -> str:
    return wording.moment(when.replace(tzinfo=UTC))


def size(amount: int) -> str:
    """Bytes for people: ``812 bytes``, ``8.4 MB``."""
    value, unit = float(amount), 0
    while value >= 1000 and unit < len(_SIZES) - 1:
        value, unit = value / 1000, unit + 1
    return f"{amount:,} bytes" if not unit else f"{value:,.1f} {_SIZES[unit]}"


def _month(name: str) -> str:
    return wording.month(date(int(name[:4]), int(name[5:7]), 1))


def _search(query: str) -> messages.SearchAsked | None:
    return messages.SearchAsked(query) if query else None


def _heading(title: str, right: str = "") -> Entry:
    return Entry((Line((Piece(title, "heading"),), (_facts(right),) if right else ()),))


def _row(name: str, said: str, target: object) -> Entry:
    role = "strong" if target is not None else "quiet"
    return Entry((Line((Piece(" "), Piece(name, role)), (_facts(said),)),), target)


def _barred(
    name: str, count: int, most: int, width: int, target: object, *, extra: str = ""
) -> Entry:
    """A row with a bar as long as its count; ``extra`` is told where there is room."""
    said = f" {count:,}".rjust(COUNT_CELLS)
    drawn = bar(count, most, _bar_cells(width))
    drawn += " " * (_bar_cells(width) - width_of(drawn))
    left = [Piece(" "), Piece(fit(name, max(4, _room_beside_bar(width))), "strong")]
    if extra:
        left.append(Piece(f"  {extra}", "quiet"))
    return Entry((Line(tuple(left), (Piece(f" {drawn}", "facts"), Piece(said, "facts"))),), target)


def _bar_cells(width: int) -> int:
    return max(LEAST_BAR, min(BAR_CELLS, width // 3))


def _room_beside_bar(width: int) -> int:
    return width - 2 - _bar_cells(width) - COUNT_CELLS


def _quiet(text: str) -> Line:
    return Line((Piece(" "), Piece(text, "quiet")))


def _facts(text: str) -> Piece:
    return Piece(f" {text}", "facts")
