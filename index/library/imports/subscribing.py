"""Where articles come from: feeds that are followed, files and folders that were added."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from index.errors import NotFetched, NotFound, ReadError
from index.fetching.urls import shown, web_address
from index.library.imports.opening import path_of
from index.paths import is_present, is_web
from index.store.web_tables import WebSource

if TYPE_CHECKING:
    from index.library import Library


class SourceView(Struct, frozen=True):
    """A place that articles come from: a feed that is followed, or a file or folder.

    ``holds`` counts the articles of a feed, the files of a path; ``gone`` those of them that
    are no more there. ``feed`` is what is known of a feed, ``None`` for a path.
    """

    place: str
    paused: bool
    holds: int
    gone: int = 0
    there: bool = True
    feed: WebSource | None = None

    @property
    def name(self) -> str:
        """What it is called, for people."""
        return (self.feed.title if self.feed is not None else "") or shown(self.place)


def sources_of(library: Library) -> list[SourceView]:
    """The feeds that are followed, then the files and folders that were added."""
    web, inputs = library.archive.web, library.archive.inputs
    feeds = [
        SourceView(feed.url, feed.paused, web.articles(feed.url), feed=feed)
        for feed in web.followed()
    ]
    paths = [
        SourceView(one.path, one.paused, one.inputs, one.gone, is_present(path_of(one.path)))
        for one in inputs.sources()
    ]
    return [*feeds, *paths]


def followed_feeds(library: Library) -> list[WebSource]:
    """The feeds that are followed, paused ones included, by their names."""
    return library.archive.web.followed()


def pause(library: Library, place: str, paused: bool) -> bool:
    """Leave a source out when all are looked at, or no longer; whether it was known."""
    archive = library.archive
    with archive.write() as connection:
        if is_web(place):
            return archive.web.pause(connection, place, paused)
        return archive.inputs.pause_source(connection, place, paused)


def forget(library: Library, place: str) -> bool:
    """Follow a source no longer; its articles stay. Whether it was known."""
    archive = library.archive
    with archive.write() as connection:
        if is_web(place):
            return archive.web.unfollow(connection, place)
        return archive.inputs.remove_source(connection, place)


def put_back(library: Library, view: SourceView) -> None:
    """Follow a source again that was forgotten, as it was."""
    archive = library.archive
    with archive.write() as connection:
        if view.feed is not None:
            archive.web.put(connection, view.feed)
        else:
            archive.inputs.add_source(connection, view.place)
            archive.inputs.pause_source(connection, view.place, view.paused)


def feeds_wanted(library: Library, names: Sequence[str] = ()) -> list[WebSource]:
    """The feeds that names mean: addresses, or parts of a title or an address.

    Without names all that are not paused. Raises :class:`~index.errors.NotFound` for a name
    that means none.
    """
    followed = followed_feeds(library)
    if not names:
        return [source for source in followed if not source.paused]
    found: dict[str, WebSource] = {}
    for name in names:
        meant = [source for source in followed if _is_meant(source, name)]
        if not meant:
            raise NotFound(f"no feed that is followed is called {name!r}; culm sources lists them")
        found |= {source.url: source for source in meant}
    return list(found.values())


def _is_meant(source: WebSource, name: str) -> bool:
    if is_web(name):
        try:
            return web_address(name).url in (source.url, source.home)
        except NotFetched:
            return False
    return name.casefold() in source.title.casefold() or name.casefold() in source.url.casefold()


def feeds_listed(path: Path) -> tuple[list[WebSource], list[ReadError]]:
    """The feeds that a file lists (OPML, or a saved page that offers some), and what is wrong."""
    from index.article import Article
    from index.readers.model import ReadOptions
    from index.readers.reading_processes import ReadingProcesses

    found: list[WebSource] = []
    wrong: list[ReadError] = []
    with ReadingProcesses(1) as processes:
        for outcome in processes.read(path, path.name, ReadOptions(feeds=True)).outcomes():
            if not isinstance(outcome, Article):
                wrong.append(outcome)
                continue
            try:
                url = web_address(outcome.url).url
            except NotFetched as error:
                wrong.append(error)
            else:
                title = outcome.title if outcome.title_stated else ""
                found.append(WebSource(url, url, title, followed=True))
    return found, wrong


def follow(library: Library, feeds: Iterable[WebSource]) -> list[WebSource]:
    """Follow feeds; those that were not followed before. Nothing is fetched."""
    archive = library.archive
    known = {source.url for source in followed_feeds(library)}
    fresh = [source for source in feeds if source.url not in known]
    if fresh:
        with archive.write() as connection:
            for source in fresh:
                archive.web.put(connection, source)
    return fresh
