"""``culm search`` and ``culm saved``."""

from __future__ import annotations

import argparse
from array import array
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from index.article import Article, Snippet
from index.errors import CulmError, NotFound
from index.library import Library
from index.notes.model import SavedSearch
from tui.cli.copies import copies_json
from tui.cli.output import Output, days, one_line, pairs
from tui.exit_codes import EXIT_DONE, EXIT_NOTHING_FOUND, EXIT_USAGE
from tui.wording import building, counted


class Asked(Struct, frozen=True):
    """A query and how what it finds is told; ``saved`` is the name it was saved under."""

    query: str
    sort: str
    folded: bool
    saved: str = ""


def search(options: argparse.Namespace, out: Output) -> int:
    """Answer one query, one a line, or one that was saved."""
    given = [options.query, options.file, options.saved]
    if sum(one is not None for one in given) != 1:
        out.error("give a query, --saved NAME, or --from FILE with one query a line")
        return EXIT_USAGE
    found = False
    with Library.open(options.library, create=False) as library:
        for asked in _asked(library, options):
            told = _answer(library, asked, options, out)
            if told is None and options.file is None:
                return EXIT_USAGE
            found |= bool(told)
    return EXIT_DONE if found else EXIT_NOTHING_FOUND


def list_saved(options: argparse.Namespace, out: Output) -> int:
    """The saved searches, with what they find now."""
    with Library.open(options.library, create=False) as library:
        searches = library.notes.saved_searches()
        for one in searches:
            _tell(library, one, out)
    if not searches:
        out.say("no search is saved")
    return EXIT_DONE if searches else EXIT_NOTHING_FOUND


def save(options: argparse.Namespace, out: Output) -> int:
    """Keep a query under a name; with ``--force`` in the place of an older one."""
    with Library.open(options.library, create=False) as library:
        if not options.force:
            _refuse_to_replace(library, options)
        one = library.notes.save_search(
            options.name,
            options.query,
            key=options.key,
            sort=options.sort,
            folded=not options.all_copies,
        )
        _tell(library, one, out)
    return EXIT_DONE


def rename(options: argparse.Namespace, out: Output) -> int:
    """Call a saved search otherwise."""
    with Library.open(options.library, create=False) as library:
        one = library.notes.saved_search(options.name)
        renamed = library.notes.save_search(
            options.other,
            one.query,
            key=one.key,
            sort=one.sort,
            folded=one.folded,
            instead_of=one.name,
        )
        _tell(library, renamed, out)
    return EXIT_DONE


def remove(options: argparse.Namespace, out: Output) -> int:
    """Delete a saved search; undoing that in the reader brings it back."""
    with Library.open(options.library, create=False) as library:
        one = library.notes.saved_search(options.name)
        library.notes.forget_search(one.name)
        out.row(_saved_json(one), f"deleted {one_line(one.name)}")
    return EXIT_DONE


# -- saved searches --------------------------------------------------------------------


def _refuse_to_replace(library: Library, options: argparse.Namespace) -> None:
    for other in library.notes.saved_searches():
        if other.name == options.name.strip() and other.query != options.query.strip():
            raise CulmError(f"“{other.name}” is saved already, for {other.query}; or say --force")
        if options.key and other.key == options.key and other.name != options.name.strip():
            raise CulmError(f"{other.key} is the key of “{other.name}”; or say --force")


def _tell(library: Library, one: SavedSearch, out: Output) -> None:
    counted = library.searching.count(one.query, folded=one.folded)
    data = {**_saved_json(one), "total": counted.total, "unread": counted.unread}
    shown = [f"sorted by {one.sort}"] * bool(one.sort) + ["every copy"] * (not one.folded)
    facts = " · ".join([one_line(one.query), *shown])
    counts = f"{counted.unread} unread of {counted.total}"
    out.row(data, f"{one.key or ' '}  {one_line(one.name)}  ({counts})\n   {facts}")


def _saved_json(one: SavedSearch) -> dict[str, Any]:
    return {
        "name": one.name,
        "query": one.query,
        "key": one.key,
        "sort": one.sort,
        "fold": one.folded,
        "created": one.created,
    }


# -- answers ---------------------------------------------------------------------------


def _asked(library: Library, options: argparse.Namespace) -> Iterator[Asked]:
    if options.saved is not None:
        one = library.notes.saved_search(options.saved)
        yield Asked(one.query, options.sort or one.sort, options.fold or one.folded, one.name)
        return
    for query in [options.query] if options.file is None else _lines(options):
        yield Asked(query, options.sort, options.fold)


def _lines(options: argparse.Namespace) -> Iterator[str]:
    try:
        name = 0 if str(options.file) == "-" else options.file
        with open(name, encoding="utf-8", errors="replace", closefd=name != 0) as lines:
            for line in lines:
                yield line.rstrip("\n")
    except OSError as error:
        raise CulmError(f"{options.file}: {error.strerror or error}") from error


def _answer(
    library: Library, asked: Asked, options: argparse.Namespace, out: Output
) -> bool | None:
    """Tell what a query finds; whether that is anything, ``None`` if it cannot be read."""
    searching, query = library.searching, asked.query
    answer = searching.search(
        query,
        sort=asked.sort,
        limit=options.limit,
        facets=options.facets,
        folded=asked.folded,
    )
    # Who has many queries answered as JSON reads what was ignored in their summaries.
    is_warned = not (out.json_lines and options.file is not None)
    if answer.in_vain:
        # Everything is no answer to somebody who asked for something.
        if is_warned:
            said = ", ".join(answer.ignored)
            which = "" if said.startswith(query) else f"{query}: "
            out.error(f"{which}{said}; nothing else is asked for")
        answer = replace(answer, ids=array("q"), hits=(), total=0, facets={}, suggestion=None)
    for hit in answer.hits:
        # One may be removed by another process meanwhile.
        with suppress(NotFound):
            _tell_hit(library, query, library.article(hit.id), hit.score, out)
    facets = {
        name: [{"value": label, "count": count, "query": narrow} for label, count, narrow in values]
        for name, values in answer.facets.items()
    }
    summary = {
        "query": query,
        **({"saved": asked.saved} if asked.saved else {}),
        "total": answer.total,
        "shown": len(answer.ids),
        "ms": round(answer.ms, 3),
        "ignored": list(answer.ignored),
        "facets": facets,
        "suggestion": answer.suggestion,
        "building": answer.building,
    }
    out.row(summary, "")
    if answer.building:
        out.say(f"{building(*answer.building)}; culm upgrade makes all of them so")
    if answer.in_vain:
        return None
    if not out.json_lines:
        _say_summary(out, answer, facets)
    for words in answer.ignored * is_warned:
        out.say(f"warning: ignored, so that more is found: {words}")
    if not out.json_lines and answer.suggestion:
        out.say(f"did you mean: {answer.suggestion}")
    return bool(answer.total)


def _tell_hit(library: Library, query: str, article: Article, score: float, out: Output) -> None:
    hits = library.searching.hits(query, article.text)
    snippet = library.searching.snippet(article, hits)
    date = days(article.published.interval)
    data = {
        "query": query,
        "id": article.id,
        "key": article.key,
        "title": article.title,
        "date": None if date == "?" else date,
        "outlet": article.outlet,
        "url": article.url,
        "score": score,
        "snippet": snippet.text,
        "snippet_hits": pairs(snippet.hits),
        "hits": pairs(hits),
        **copies_json(library, article.id),
    }
    out.row(data, _hit_words(article, date, snippet))


def _say_summary(out: Output, answer: Any, facets: dict[str, list[dict[str, Any]]]) -> None:
    for name, values in facets.items():
        told = ", ".join(f"{one_line(value['value'])} {value['count']}" for value in values[:8])
        out.row({}, f"{name}: {told}")
    out.say(f"{counted(answer.total, 'article')} in {answer.ms:.1f} ms")
    printed, shown = len(answer.hits), len(answer.ids)
    if 0 < printed < shown:
        out.say(f"printed are the first {printed} of {shown:,}; for more: --limit {shown}")


def _hit_words(article: Article, date: str, snippet: Snippet) -> str:
    facts = " · ".join(part for part in (date, one_line(article.outlet)) if part)
    lines = [f"{article.id:>6}  {one_line(article.title)}", facts, one_line(snippet.text)]
    return "\n        ".join(lines)
