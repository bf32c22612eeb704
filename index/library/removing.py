"""Articles taken out of the library by the user, and brought back by undo.

What was taken out is kept whole, a file for each time, in ``removed/`` of the library:
the archive forgets an article with all that was worked out from it, and its source may
be gone. The files stand in one line with the journal of ``notes.db``: each names the
step that was the latest when it was written, so that undo takes back the latest of
both, across restarts and whichever instance made it.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.article import Article, Interval, Known, Publication, Zone, ZoneKind
from index.errors import NotFound
from index.library.analysts import Analysts
from index.library.batch import Batch
from index.library.importing import finish, remove
from index.library.incoming import ArticleRead, facts_digest
from index.store.files import make_private_directory, write_whole

if TYPE_CHECKING:
    from index.library import Library

KEPT = 50
"""How many times of taking out can be undone."""
_STANDING, _UNDONE = ".json.gz", ".undone.gz"


@dataclass(frozen=True, slots=True)
class TakenOut:
    """How many articles were taken out, and how many annotations went to the trash with them."""

    articles: int
    annotations: int


@dataclass(frozen=True, slots=True)
class _Removal:
    """A file of articles that were taken out at once.

    ``before`` and ``after`` are the latest steps of the journal then: when they differ,
    that step put the annotations of the articles into the trash, and belongs to this.
    """

    path: Path
    before: int
    after: int
    articles: tuple[Article, ...]

    @property
    def trashed(self) -> bool:
        return self.before != self.after

    @property
    def words(self) -> str:
        count = len(self.articles)
        return f"{count:,} article{'' if count == 1 else 's'} removed"


def take_out(library: Library, article_ids: Sequence[int]) -> TakenOut:
    """Take articles out; their annotations go to the trash. Undo brings back both.

    Ids of articles that are gone are passed over. Raises what writing a file raises
    (``OSError``); then no article is gone, and undo takes annotations out of the trash.
    """
    archive, notes = library.archive, library.notes
    articles = [
        # What other articles told of its date is found out again.
        replace(article, published=archive.own_publication(article.id))
        for article in archive.articles(article_ids)
    ]
    if not articles:
        return TakenOut(0, 0)
    _forget(library, _UNDONE)
    before = notes.latest_step()
    annotations = [one.id for article in articles for one in notes.of_article(article.key)]
    if annotations:
        notes.remove(*annotations)
    _write(library, articles, before, notes.latest_step())
    remove(library, [article.id for article in articles])
    for old in sorted(_files(library, _STANDING))[:-KEPT]:
        old.unlink(missing_ok=True)
    return TakenOut(len(articles), len(annotations))


def undo(library: Library) -> str | None:
    """Take back the latest change; see :meth:`index.library.Library.undo`."""
    latest = library.notes.latest_step()
    later = [path for path in _files(library, _STANDING) if _after(path) >= latest]
    removal = next(_readable(sorted(later, reverse=True)), None)
    if removal is None:
        return library.notes.undo()
    _put_back(library, removal.articles)
    if removal.trashed and removal.after == latest:
        library.notes.undo()
    removal.path.rename(_renamed(removal.path, _STANDING, _UNDONE))
    return f"Undone: {removal.words}"


def redo(library: Library) -> str | None:
    """Make the change again that was undone last; see :meth:`index.library.Library.redo`."""
    latest = library.notes.latest_step()
    removal = next(_readable(sorted(_files(library, _UNDONE))), None)
    if removal is None or removal.before > latest:
        return library.notes.redo()
    if removal.before < latest:
        # Something else was done since: this can no longer be made again.
        _forget(library, _UNDONE)
        return library.notes.redo()
    if removal.trashed:
        library.notes.redo()
    numbers = []
    for article in removal.articles:
        with suppress(NotFound):
            numbers.append(library.find(article.key))
    remove(library, numbers)
    removal.path.rename(_renamed(removal.path, _UNDONE, _STANDING))
    return f"Redone: {removal.words}"


def _put_back(library: Library, articles: Sequence[Article]) -> None:
    """Have articles in the library again, analysed and linked as when they came in."""
    with Analysts(0) as analysts:
        batch = Batch(library, analysts)
        for article in articles:
            read = ArticleRead(article.source, article, facts_digest(article), None)
            batch.take(read)
            if batch.is_full():
                batch.commit()
                batch.begin()
        batch.commit()
    finish(library)


# -- the files ---------------------------------------------------------------------------


def _directory(library: Library) -> Path:
    return library.path / "removed"


def _files(library: Library, end: str) -> Iterator[Path]:
    return (path for path in _directory(library).glob(f"*{end}") if path.is_file())


def _renamed(path: Path, end: str, other: str) -> Path:
    return path.with_name(path.name.removesuffix(end) + other)


def _forget(library: Library, end: str) -> None:
    for path in _files(library, end):
        path.unlink(missing_ok=True)


def _after(path: Path) -> int:
    """The step of the journal after which a file was written, as its name tells."""
    number = path.name.partition("-")[0]
    return int(number) if number.isascii() and number.isdigit() else -1


def _write(library: Library, articles: Sequence[Article], before: int, after: int) -> None:
    make_private_directory(_directory(library))
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%f")
    told = {"before": before, "after": after, "articles": [_written(one) for one in articles]}
    packed = gzip.compress(json.dumps(told, ensure_ascii=False).encode("utf-8"), 6)
    write_whole(_directory(library) / f"{after:012}-{stamp}{_STANDING}", packed)


def _readable(paths: Sequence[Path]) -> Iterator[_Removal]:
    for path in paths:
        try:
            told = json.loads(gzip.decompress(path.read_bytes()))
            articles = tuple(map(_read, told["articles"]))
            before, after = int(told["before"]), int(told["after"])
        except (OSError, EOFError, ValueError, KeyError, TypeError):
            # A damaged file undoes nothing; what came before it still can be undone.
            continue
        yield _Removal(path, before, after, articles)


def _written(article: Article) -> dict[str, Any]:
    published = article.published
    return {
        "key": article.key,
        "text": article.text,
        "title": article.title,
        "title_stated": article.title_stated,
        "zones": [(zone.start, zone.end, str(zone.kind)) for zone in article.zones],
        "begin": _iso(published.interval.begin),
        "end": _iso(published.interval.end),
        "how": str(published.how),
        "reason": published.reason,
        "outlet": article.outlet,
        "agency": article.agency,
        "authors": article.authors,
        "url": article.url,
        "language": article.language,
        "source": article.source,
    }


def _read(told: dict[str, Any]) -> Article:
    days = Interval(_day(told["begin"]), _day(told["end"]))
    return Article(
        told["key"],
        told["text"],
        told["title"],
        told["title_stated"],
        tuple(Zone(start, end, ZoneKind(kind)) for start, end, kind in told["zones"]),
        Publication(days, Known(told["how"]), told["reason"]),
        told["outlet"],
        told["agency"],
        tuple(told["authors"]),
        told["url"],
        told["language"],
        told["source"],
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written is not None else None
