"""What an object in JSON holds: the members of an article under the names that tools give them.

A shape is told by members that only its files have; what has none of them is
read under the names that culm itself asks for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from index.readers.bylines import names_in
from index.readers.html_text import plain_of, shown_in
from index.readers.model import Found
from index.readers.tables import bookmark_text, members_of
from index.readers.values import address, day, names, short

Entry = dict[str, Any]


class NotAnArticle(Exception):
    """An entry holds no article; the message says why."""


def articles_in(content: Any) -> list[Any] | None:
    """The entries of a file of several articles; ``None`` when ``content`` is none."""
    if isinstance(content, list):
        return content
    if not isinstance(content, dict):
        return None
    items = content.get("items")
    if isinstance(items, list) and "jsonfeed.org" in str(content.get("version")):
        outlet, language = short(content.get("title")), short(content.get("language"))
        return [_of_feed(entry, outlet, language) for entry in items]
    # Answers of services hold their articles under one of these, or one deeper.
    if any(content.get(text) for text in _TEXT_MEMBERS):
        return None
    inner = content.get("response") or content.get("data")
    content = inner if isinstance(inner, dict) else content
    for name in ("results", "items", "item", "articles", "data", "docs", "entries"):
        entries = content.get(name)
        if isinstance(entries, list):
            return entries
    return None


def found_in(entry: Any) -> Found:
    """The article in an entry; raises :class:`NotAnArticle`."""
    if isinstance(entry, Found):
        return entry
    if not isinstance(entry, dict):
        raise NotAnArticle("is not a JSON object")
    read = next((read for members, read in _SHAPES if members <= entry.keys()), _plain)
    return read(entry)


_TEXT_MEMBERS = ("text", "body", "content")
_INNER = ("name", "main", "value")
"""Under what an object in the place of a text has that text."""


def _plain(entry: Entry) -> Found:
    """``id title text date source url lang authors``: what culm itself asks for.

    What is not there under these names may be under those that columns of tables have.
    """

    def told(fact: str, *own: str) -> Any:
        value = next((entry[name] for name in own if entry.get(name)), None)
        if value is None:
            value = next(filter(None, map(entry.get, members_of(fact, entry))), None)
        if not isinstance(value, dict):
            return value
        markup = value.get("rendered")
        inner = shown_in(markup) if isinstance(markup, str) else ""
        return inner or next(filter(None, map(value.get, _INNER)), None)

    text = told("text", *_TEXT_MEMBERS)
    if not isinstance(text, str | None):
        raise NotAnArticle("has a text that is not a string")
    title, url = short(told("title", "title")), short(told("url", "url"))
    outlet = short(told("outlet", "source"))
    if address(outlet):
        # Some call the page's address its source.
        url, outlet = url or outlet, short(told("outlet", "source-hostname"))
    text = plain_of(text or "") or _marked(entry)
    key = short(entry.get("id")) or (short(entry.get("url")) if text else "")
    return Found(
        text or (bookmark_text(title, url) if title and url else ""),
        title=title,
        date=day(told("date", "date")),
        outlet="" if address(outlet) else outlet,
        url=url,
        language=short(told("language", "lang")),
        authors=names(entry.get("authors") or entry.get("author") or told("authors")),
        key=key,
    )


def _marked(entry: Entry) -> str:
    """The passages that a reader marked in an article, where these are all that is kept of it."""
    marks = _objects(entry.get("highlights"))
    return "\n\n".join(
        filter(str.strip, (_string(one.get("text") or one.get("quote")) for one in marks))
    )


def _of_feed(entry: Any, outlet: str, language: str) -> Any:
    """An item of a JSON Feed."""
    if not isinstance(entry, dict):
        return entry
    url = address(entry.get("url") or entry.get("external_url"))
    title = short(entry.get("title"))
    text = _string(entry.get("content_text")) or plain_of(_string(entry.get("content_html")))
    return Found(
        text or _string(entry.get("summary")) or bookmark_text(title, url),
        title=title,
        date=day(entry.get("date_published")),
        dated_by="its feed",
        authors=names(entry.get("authors") or entry.get("author")),
        outlet=outlet,
        url=url,
        language=short(entry.get("language")) or language,
        key=url or short(entry.get("id")),
    )


def _ninjs(entry: Entry) -> Found:
    """News in JSON of the IPTC."""
    # Versions differ in how they write the names of members.
    entry = {name.lower(): value for name, value in entry.items()}
    bodies = [body.get("value") for body in _objects(entry.get("bodies"))]
    headlines = [headline.get("value") for headline in _objects(entry.get("headlines"))]
    written = (entry.get("body_xhtml"), entry.get("body_html"), *bodies)
    markup = next(filter(None, map(_string, written)), "")
    # The names of members are those of version 1, then of version 2.
    told_by = (entry.get("infosource"), entry.get("infosources"))
    sources = [source.get("name") for told in told_by for source in _objects(told)]
    bylines = [line.get("byline") or line.get("value") for line in _objects(entry.get("bylines"))]
    url = next(filter(None, map(address, (entry.get("url"), entry.get("uri")))), "")
    signed = (entry.get("byline"), entry.get("by"), *bylines)
    return Found(
        _string(entry.get("body_text")) or plain_of(markup),
        title=next(
            filter(None, map(short, (entry.get("headline"), *headlines, entry.get("title")))), ""
        ),
        date=day(
            entry.get("firstcreated") or entry.get("contentcreated") or entry.get("versioncreated")
        ),
        dated_by="its newsroom",
        authors=tuple(dict.fromkeys(name for line in signed for name in _byline(line)))
        or names(entry.get("authors") or ()),
        outlet=next(
            filter(None, map(short, (*sources, entry.get("source"), entry.get("copyrightholder")))),
            "",
        ),
        url=url,
        language=short(entry.get("language")),
        key=short(entry.get("uri") or entry.get("guid")),
    )


def _wallabag(entry: Entry) -> Found:
    title, url = short(entry.get("title")), address(entry.get("url"))
    text = plain_of(_string(entry.get("content")))
    return Found(
        text or bookmark_text(title, url),
        title=title,
        date=day(entry.get("published_at")),
        dated_by="wallabag",
        authors=names(entry.get("published_by") or ()),
        outlet=short(entry.get("domain_name")),
        url=url,
        language=short(entry.get("language")),
        key=url if text else "",
    )


def _readwise(entry: Entry) -> Found:
    """A document of Readwise Reader."""
    title, url = short(entry.get("title")), address(entry.get("source_url"))
    text = plain_of(_string(entry.get("html_content") or entry.get("content")))
    return Found(
        text or _string(entry.get("summary")) or bookmark_text(title, url),
        title=title,
        date=day(entry.get("published_date")),
        dated_by="Readwise",
        authors=names(entry.get("author") or ()),
        outlet=short(entry.get("site_name")),
        url=url,
        key=url if text else "",
    )


def _omnivore(entry: Entry) -> Found:
    """What an export of Omnivore says of a page; the page itself lies beside it."""
    title, url = short(entry.get("title")), address(entry.get("url"))
    return Found(
        _string(entry.get("description")) or bookmark_text(title, url),
        title=title,
        date=day(entry.get("publishedAt")),
        dated_by="Omnivore",
        authors=names(entry.get("author") or ()),
        outlet=short(entry.get("siteName")),
        url=url,
    )


def _csl(entry: Entry) -> Found:
    """A reference in CSL JSON, as Zotero exports it."""
    title, url = short(entry.get("title")), address(entry.get("URL"))
    issued = entry.get("issued") if isinstance(entry.get("issued"), dict) else {}
    parts = issued.get("date-parts") if isinstance(issued, dict) else None
    first = parts[0] if isinstance(parts, list) and parts and isinstance(parts[0], list) else []
    numbers = [part for part in first if str(part).isdigit()]
    date = "-".join(f"{int(part):02}" for part in numbers) if len(numbers) == 3 else ""
    people = (
        " ".join(filter(None, (short(one.get("given")), short(one.get("family")))))
        or short(one.get("literal"))
        for one in _objects(entry.get("author"))
    )
    return Found(
        plain_of(_string(entry.get("abstract"))) or bookmark_text(title, url),
        title=title,
        date=date,
        dated_by="its reference",
        authors=tuple(filter(None, people)),
        outlet=short(entry.get("container-title") or entry.get("publisher")),
        url=url,
        language=short(entry.get("language")),
    )


def _objects(value: Any) -> Iterator[Entry]:
    for one in value[:100] if isinstance(value, list) else ():
        if isinstance(one, dict):
            yield one


def _string(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _byline(value: Any) -> list[str]:
    return names_in(short(value))


# Members that together only files of one kind have.
_SHAPES: tuple[tuple[frozenset[str], Callable[[Entry], Found]], ...] = (
    *(
        (frozenset((identity, body)), _ninjs)
        for identity in ("uri", "guid")
        for body in ("body_text", "body_xhtml", "body_html", "bodies")
    ),
    (frozenset(("is_archived", "is_starred", "url")), _wallabag),
    (frozenset(("source_url", "reading_progress", "title")), _readwise),
    (frozenset(("slug", "savedAt", "url")), _omnivore),
    (frozenset(("type", "title", "issued")), _csl),
    (frozenset(("type", "title", "container-title")), _csl),
    (frozenset(("type", "title", "accessed")), _csl),
)
