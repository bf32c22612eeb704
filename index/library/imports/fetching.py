"""What is fetched, on its way to the readers: asked for, told apart, noted with its articles.

Only an import that was given web addresses comes here; importing files opens nothing.
"""

from __future__ import annotations

import hashlib
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from index.article import Article
from index.errors import EmptyDocument, LeftAlone, NotFetched, ReadError
from index.fetching.fetcher import Fetched, Wanted
from index.fetching.process import Fetching
from index.fetching.robots import KEPT
from index.fetching.rules import FetchRules
from index.fetching.urls import WebAddress, same_page, shown, web_address
from index.library.imports.opening import OpenedInput
from index.store.input_tables import InputState
from index.store.web_tables import WebSource

if TYPE_CHECKING:
    from index.readers.model import ReadOptions
    from index.readers.reading import Outcome
    from index.readers.reading_processes import ReadingProcesses
    from index.store.archive import Archive

ASKED_AHEAD = 12
_BEGINNING = 64 << 10


class FetchOptions(Struct, frozen=True):
    """``rules`` are those of fetching.

    ``again``: feeds are looked at again because they are followed, so that those whose
    server wants to be left alone are passed over and articles that were taken out stay out.
    ``follow``: of a page not its article is wanted, but the feed that it offers.
    """

    rules: FetchRules = field(default_factory=FetchRules)
    again: bool = False
    follow: bool = False


class Web:
    """Opens addresses as :class:`index.library.imports.opening.Opening` opens files."""

    def __init__(
        self,
        archive: Archive,
        processes: ReadingProcesses,
        reading: ReadOptions,
        options: FetchOptions,
        stopped: Callable[[], bool],
        *,
        dry_run: bool,
    ) -> None:
        self._archive = archive
        self._processes = processes
        self._reading = replace(reading, fetched=True)
        self._options = options
        self._stopped = stopped
        self._dry_run = dry_run
        self._waiting: deque[WebAddress] = deque()
        self._seen: set[str] = set()

    def opened(self, addresses: Sequence[WebAddress]) -> Iterator[OpenedInput | ReadError]:
        """All of ``addresses``, as they arrive."""
        self._waiting.extend(addresses)
        since = int(time.time()) - KEPT
        with Fetching(self._options.rules, self._archive.web.robots(since)) as fetching:
            yield from self._ask(fetching)
            for wanted, answer in fetching.answers(self._stopped):
                source = self._source(wanted.name) or WebSource(wanted.name, wanted.name)
                if isinstance(answer, NotFetched):
                    self._note_failure(source, answer)
                    yield answer
                else:
                    opened = self._opened(source, answer)
                    if opened is not None:
                        yield opened
                yield from self._ask(fetching)
        if fetching.robots_found and not self._dry_run:
            with self._archive.write() as connection:
                self._archive.web.put_robots(
                    connection, fetching.robots_found, int(time.time()), since
                )

    def _ask(self, fetching: Fetching) -> Iterator[ReadError]:
        """Ask for what waits, as long as not too much is under way."""
        while self._waiting and fetching.under_way < ASKED_AHEAD:
            address = self._waiting.popleft()
            if address.url in self._seen:
                continue
            self._seen.add(address.url)
            known = self._source(address.url)
            if self._options.again and known is not None and known.wait_until > time.time():
                until = time.strftime("%H:%M", time.localtime(known.wait_until))
                yield LeftAlone(shown(known.url), f"wants to be left alone until {until}")
                continue
            fetching.ask(self._wanted(address, known))

    def _source(self, url: str) -> WebSource | None:
        return self._archive.web.known(url)

    def _wanted(self, address: WebAddress, known: WebSource | None) -> Wanted:
        if known is None:
            return Wanted(address.url, address.url)
        state = self._archive.inputs.state(known.url)
        may_be_as_before = state is not None and not self._is_to_be_read(state)
        # A page whose feed is wanted has to be there to name it.
        if not may_be_as_before or (self._options.follow and not known.followed):
            return Wanted(address.url, known.home)
        return Wanted(address.url, known.home, known.etag, known.modified)

    def _is_to_be_read(self, state: InputState) -> bool:
        """Whether what was fetched has to be read though it be as it was."""
        return bool(state.error) or (state.is_to_be_read and not self._options.again)

    # -- one answer ------------------------------------------------------------------------

    def _opened(self, source: WebSource, answer: Fetched) -> OpenedInput | ReadError | None:
        state = self._archive.inputs.state(source.url)
        now = replace(
            source,
            home=answer.home,
            etag=answer.etag,
            modified=answer.modified,
            fetched=int(time.time()),
            wait_until=0,
            error="",
        )
        if answer.data is None:
            return self._as_before(now, state)
        from index.readers.feeds import is_feed

        feed = is_feed(answer.data[:_BEGINNING])
        facts = {"saved_from": answer.url, "charset": answer.charset}
        facts = {name: value for name, value in facts.items() if value}
        if not feed and self._options.follow:
            return self._feeds_named(source, answer.data, facts)
        digest = hashlib.sha256(answer.data).hexdigest()
        if state is not None and state.digest == digest and not self._is_to_be_read(state):
            return self._as_before(replace(now, followed=feed), state)
        if source.followed and not feed:
            error = NotFetched(shown(source.url), "is no longer a feed")
            self._note_failure(source, error)
            return error
        now = replace(now, followed=feed)
        reading = self._processes.read_data(answer.data, source.url, facts, self._reading)
        key = source.url if feed else self._key_of_page(source.url, answer.url, state)
        if feed:
            outcomes = self._of_feed(source.url, reading.outcomes())
        else:
            outcomes = self._of_page(source.url, key, reading.outcomes())
        # What was taken out stays out now, and comes back when the feed is added outright.
        lacks = state is not None and state.is_to_be_read and self._options.again
        since = state.mtime_ns if state is not None and lacks else 0
        fresh = InputState(len(answer.data), since, "", read_as=key, digest=digest)
        return OpenedInput(source.url, source.url, key, fresh, outcomes, web=now)

    def _as_before(self, source: WebSource, state: InputState | None) -> OpenedInput:
        known = state or InputState(0, 0, "", read_as=source.url)
        return OpenedInput(source.url, source.url, source.url, known, None, web=source)

    # -- a feed and the pages that it leads to ---------------------------------------------

    def _key_of_page(self, asked: str, found: str, state: InputState | None) -> str:
        """Under which key a page is read: that of the article of a feed that leads to it, if any.

        Only the address that was asked for, and the one where it was found, tell what page it
        is; what it says of itself does not.
        """
        if state is not None and state.read_as and state.read_as != asked:
            return state.read_as
        if self._archive.identify(asked) is not None:
            return asked
        for page in dict.fromkeys(filter(None, map(same_page, (asked, found)))):
            for key, url in self._archive.web.articles_at(page.partition("?")[0]):
                if same_page(url) == page:
                    return key
        return asked

    def _of_page(self, asked: str, key: str, outcomes: Iterator[Outcome]) -> Iterator[Outcome]:
        """What is at an address, as the article with ``key``, if it tells as much as that."""
        for outcome in outcomes:
            if key == asked or not isinstance(outcome, Article) or outcome.key != asked:
                yield outcome
                continue
            known = self._archive.identify(key)
            told = self._archive.article(known[0]) if known is not None else None
            if told is None or told.source == asked or len(outcome.text) >= len(told.text):
                yield replace(outcome, key=key)
            else:
                yield from self._archive.as_read([told])

    def _has_page(self, feed: str, article: Article) -> bool:
        """Whether an article of a feed has the text of its page already."""
        inputs = self._archive.inputs
        if any(place != feed for place in inputs.of_key(article.key)):
            return self._archive.identify(article.key) is not None
        page = same_page(article.url)
        return bool(page) and self._archive.identify(page) is not None

    def _of_feed(self, feed: str, outcomes: Iterator[Outcome]) -> Iterator[Outcome]:
        """What is in a feed, without what is here as its page, or was taken out earlier."""
        for outcome in outcomes:
            if isinstance(outcome, EmptyDocument):
                continue
            if isinstance(outcome, Article) and (
                self._is_out(outcome.key) or self._has_page(feed, outcome)
            ):
                continue
            yield outcome

    def _is_out(self, key: str) -> bool:
        archive = self._archive
        is_known = self._options.again and archive.web.was_removed(key)
        return is_known and archive.identify(key) is None

    def _feeds_named(
        self, source: WebSource, data: bytes, facts: dict[str, str]
    ) -> ReadError | None:
        """A page was given in place of its feed: have the first that it offers fetched."""
        options = replace(self._reading, feeds=True)
        for found in self._processes.read_data(data, source.url, facts, options).outcomes():
            if isinstance(found, ReadError):
                return found
            try:
                self._waiting.append(web_address(found.url))
            except NotFetched as error:
                return error
            return None
        return None

    def _note_failure(self, source: WebSource, error: NotFetched) -> None:
        """Note with a feed that is followed why it could not be had."""
        if self._dry_run or not source.followed:
            return
        wait_until = int(time.time()) + error.wait if error.wait else 0
        noted = replace(
            source,
            error=error.reason,
            wait_until=wait_until,
            paused=source.paused or error.gone,
        )
        with self._archive.write() as connection:
            self._archive.web.put(connection, noted)
