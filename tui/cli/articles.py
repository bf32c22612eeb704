"""``culm add``, ``remove`` and ``show``."""

from __future__ import annotations

import argparse
import signal
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from index.article import Article
from index.errors import NotFound
from index.library import Library
from index.library.imports.importing import ImportOptions, Progress, Status
from index.notes.model import WAITING, PlacementStatus
from index.views import ArticleView
from tui import wording
from tui.cli.copies import copies_json
from tui.cli.output import Output, days, one_line, pairs, timex_json
from tui.exit_codes import (
    EXIT_DONE,
    EXIT_INTERRUPTED,
    EXIT_NOTHING_FOUND,
    EXIT_SOME_FAILED,
    EXIT_USAGE,
)
from tui.wording import counted

if TYPE_CHECKING:
    from index.fetching.urls import WebAddress
    from index.library.imports.fetching import FetchOptions

_NOTHING_NAMED = "give a PATH: nothing was added before that could be looked at again"

WATCH_SECONDS = 2.0
"""How often folders that are watched are looked at."""

_TOLD = (
    Status.ADDED,
    Status.UPDATED,
    Status.DUPLICATE,
    Status.UNCHANGED,
    Status.SKIPPED,
    Status.VANISHED,
    Status.FAILED,
)


def add(options: argparse.Namespace, out: Output) -> int:
    """Import files, folders and collections; once, or whenever they change."""
    from index.library.imports.following import followed, look_of
    from index.readers.model import ReadOptions

    if not options.paths and not options.library.exists():
        out.error(_NOTHING_NAMED)
        return EXIT_USAGE
    reading = ReadOptions(columns=dict(options.column), whole_books=options.whole_books)
    fetching = fetch_options(options.paths)
    importing = ImportOptions(dry_run=options.dry_run, reading=reading, fetching=fetching)
    with Library.open(options.library) as library, stopping() as stopped, progress(out) as show:
        paths = options.paths or followed(library)
        if not paths:
            out.error(_NOTHING_NAMED)
            return EXIT_USAGE
        files = [path for path in paths if isinstance(path, Path)]
        look = look_of(files) if options.watch else 0
        tally = bring_in(library, paths, importing, out, stopped, show)
        if library.analysed_by_another():
            out.say(
                "names and events of older articles were found by another release of culm; "
                "to work them out anew: culm upgrade"
            )
        tally.say(out, dry_run=options.dry_run)
        if options.watch and files:
            for changed in _changes(files, look, stopped):
                bring_in(library, changed, importing, out, stopped, show).say(
                    out, dry_run=options.dry_run
                )
    if stopped:
        out.say("stopped; the same command goes on with the rest")
        return EXIT_INTERRUPTED
    return tally.exit_code


class Tally(Struct):
    """What an import did: articles by what became of them, annotations that wait."""

    counts: Counter[Status] = field(default_factory=Counter)
    inputs: Counter[Status] = field(default_factory=Counter)
    """Of the counts, those of files (or what is like one) and not of single articles."""
    marks: Counter[PlacementStatus] = field(default_factory=Counter)

    @property
    def exit_code(self) -> int:
        if self.counts.get(Status.FAILED):
            return EXIT_SOME_FAILED
        return EXIT_DONE if self.counts else EXIT_NOTHING_FOUND

    def _words(self, status: Status) -> str:
        """How many there were of what; said of what only where it is not articles alone."""
        inputs = self.inputs[status]
        articles = self.counts[status] - inputs
        if not self.inputs.total():
            return f"{articles} {status}"
        parts = [counted(articles, "article")] * bool(articles)
        parts += [counted(inputs, "file")] * bool(inputs)
        return f"{' and '.join(parts)} {status}"

    def say(self, out: Output, *, dry_run: bool = False) -> None:
        """Tell of it in words."""
        words = ", ".join(self._words(status) for status in _TOLD if status in self.counts)
        out.say(("would be: " if dry_run else "") + (words or "nothing to add"))
        if told := wording.waiting(self.marks):
            out.say(f"annotations {'would be' if dry_run else 'now'}: {told}")


def fetch_options(places: Sequence[Path | WebAddress]) -> FetchOptions | None:
    """How what is on the web is fetched; ``None`` where nothing is. Raises what forbids it."""
    if all(isinstance(place, Path) for place in places):
        return None
    from index.library.imports.fetching import FetchOptions
    from tui.config import config_path, read
    from tui.fetching import rules_of

    return FetchOptions(rules_of(read(config_path())))


def bring_in(
    library: Library,
    places: Sequence[Path | WebAddress],
    options: ImportOptions,
    out: Output,
    stopped: Sequence[int],
    show: Any,
) -> Tally:
    """Import, telling of each article and failure."""
    tally = Tally()
    for done in library.add(places, options, on_progress=show, stopped=lambda: bool(stopped)):
        tally.counts[done.status] += 1
        tally.inputs[done.status] += not done.key or done.status is Status.VANISHED
        tally.marks.update(done.marks)
        data: dict[str, Any] = {
            "path": done.path,
            "key": done.key,
            "id": done.id,
            "status": done.status,
            "error": done.error,
            "copy_of": done.copy_of or None,
            "annotations": {kind.value: done.marks.get(kind, 0) for kind in WAITING},
        }
        out.row(data, "")
        if done.status in (Status.FAILED, Status.SKIPPED, Status.VANISHED):
            out.error(f"{done.path}: {done.error}")
    return tally


def _changes(paths: Sequence[Path], seen: int, stopped: Sequence[int]) -> Iterator[Sequence[Path]]:
    """``paths`` again whenever they do not look as they did, until asked to stop.

    ``seen`` is how they looked before they were read, so that nothing is missed.
    """
    from index.library.imports.following import look_of

    pause = threading.Event()
    while not stopped:
        pause.wait(WATCH_SECONDS)
        now = look_of(paths)
        if now != seen and not stopped:
            seen = now
            yield paths


def remove(options: argparse.Namespace, out: Output) -> int:
    """Take articles out."""
    result = EXIT_DONE
    removed: dict[int, str] = {}
    with Library.open(options.library, create=False) as library:
        for key in options.keys:
            try:
                number = library.find(key)
            except NotFound as error:
                out.error(str(error))
                out.row({"key": key, "id": 0, "status": "failed", "error": str(error)}, "")
                result = EXIT_SOME_FAILED
                continue
            key = library.article(number).key
            annotations = library.notes.of_article(key)
            if annotations and not options.annotated:
                marked = counted(len(annotations), "annotation")
                words = f"{key} has {marked}; use --annotated to remove it"
                out.error(words)
                out.row({"key": key, "id": number, "status": "skipped", "error": words}, "")
                result = EXIT_SOME_FAILED
                continue
            removed[number] = key
        if removed:
            library.take_out(list(removed))
        for number, key in removed.items():
            out.row({"key": key, "id": number, "status": "removed", "error": ""}, f"removed {key}")
    return result


def show(options: argparse.Namespace, out: Output) -> int:
    """One article with everything known of it."""
    with Library.open(options.library, create=False) as library:
        reading = library.reading(library.find(options.article))
        if out.json_lines:
            out.row(reading_json(library, reading), "")
        else:
            out.row({}, _reading_words(reading))
    return EXIT_DONE


# -- show ------------------------------------------------------------------------------


def article_json(article: Article) -> dict[str, Any]:
    """An article's own facts, as ``show`` and ``analyse`` give them."""
    published = article.published
    return {
        "id": article.id,
        "key": article.key,
        "version": article.version,
        "title": article.title,
        "title_stated": article.title_stated,
        "text": article.text,
        "published": {
            "begin": published.interval.begin,
            "end": published.interval.end,
            "how": published.how,
            "reason": published.reason,
        },
        "outlet": article.outlet,
        "agency": article.agency,
        "authors": article.authors,
        "url": article.url,
        "language": article.language,
        "source": article.source,
        "zones": [
            {"start": zone.start, "end": zone.end, "kind": zone.kind} for zone in article.zones
        ],
    }


def reading_json(library: Library, reading: ArticleView) -> dict[str, Any]:
    """What ``culm show --json`` tells of an article."""
    from tui.cli.annotations import annotation_json

    types = {entity.id: entity.type for entity in reading.entities}
    return {
        **article_json(reading.article),
        "mentions": [
            {
                "start": view.mention.start,
                "end": view.mention.end,
                "type": types.get(view.entity, view.mention.type),
                "entity": view.entity,
                "why": view.mention.why,
            }
            for view in reading.mentions
        ],
        "entities": [
            {"id": entity.id, "name": entity.name, "type": entity.type, "forms": entity.forms}
            for entity in reading.entities
        ],
        "timexes": [timex_json(timex) for timex in reading.timexes],
        "events": [
            {"id": event.id, "name": event.name, "role": event.role, "spans": pairs(event.spans)}
            for event in reading.events
        ],
        **copies_json(library, reading.article.id),
        "annotations": [annotation_json(placed) for placed in reading.annotations],
        "read": reading.state.read,
        "starred": reading.state.starred,
        "tags": reading.state.tags,
    }


def _reading_words(reading: ArticleView) -> str:
    article = reading.article
    published = article.published
    date = days(published.interval)
    if published.reason:
        date += f" ({published.how}: {published.reason})"
    lines = [
        one_line(article.title) + ("" if article.title_stated else "  (made from the lead)"),
        " · ".join(one_line(part) for part in (article.outlet, date, article.key) if part),
        "",
        article.text.strip(),
    ]
    for event in reading.events:
        lines.append(
            f"{event.role}: {one_line(event.name)} · {days(event.interval)}"
            + (f" · {one_line(event.place)}" if event.place else "")
        )
    return "\n".join(lines)


# -- progress --------------------------------------------------------------------------


@contextmanager
def stopping() -> Iterator[list[int]]:
    """A list that is no longer empty once the user or the system asked to stop."""
    asked: list[int] = []

    def ask(number: int, _: FrameType | None) -> None:
        if asked:
            raise KeyboardInterrupt
        asked.append(number)

    before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield asked
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def progress(out: Output) -> Iterator[Any]:
    """A progress line while standard error is a terminal, else nothing."""
    with out.telling() as tell:

        def show(now: Progress) -> None:
            words = now.stage
            if now.total:
                words += f" {now.done}/{now.total}"
            told = ", ".join(f"{n} {status}" for status, n in now.counts.items())
            tell(f"{words}  {told}")

        yield show
