"""The grammar of what brings articles in and out, and shows them and what is known of them.

Carried out in :mod:`tui.cli.reading`, :mod:`tui.cli.articles`, :mod:`tui.cli.copies`,
:mod:`tui.cli.sources`, :mod:`tui.cli.imports`, :mod:`tui.cli.fetching`,
:mod:`tui.cli.knowledge` and :mod:`tui.cli.comparing`.
"""

from __future__ import annotations

import argparse

from tui.cli.grammar import Build, Commands, Parser, command, count, numbered, place, port, query_of


def _read(commands: Commands, name: str) -> None:
    parser = command(
        commands, name, "reading:open_reader", "open the reader", json_lines=False, hidden=True
    )
    parser.add_argument("paths", nargs="*", type=place, metavar="PATH")


def _serve(commands: Commands, name: str) -> None:
    parser = command(
        commands,
        name,
        "serving:serve",
        "show the reader in a browser on this computer",
        "culm serve --port 8000",
        json_lines=False,
    )
    parser.add_argument(
        "--port", type=port, default=8000, metavar="P", help="the port to listen on (8000)"
    )


def _served(commands: Commands, name: str) -> None:
    command(commands, name, "serving:served", "run a reader", json_lines=False, hidden=True)


def _add(commands: Commands, name: str) -> None:
    parser = command(
        commands,
        name,
        "articles:add",
        "add files, folders and collections of articles, pages and feeds from the web",
        "culm add ~/articles export.jsonl.gz https://news.example/feed.xml",
    )
    parser.add_argument(
        "paths",
        nargs="*",
        type=place,
        metavar="PATH",
        help="files and folders, and web addresses of pages, feeds and files; without any: all"
        " files and folders that were added before (culm sources)",
    )
    parser.add_argument(
        "--watch", action="store_true", help="go on, and add what changes, until interrupted"
    )
    parser.add_argument("--dry-run", action="store_true", help="tell what would happen")
    parser.add_argument(
        "--column",
        action="append",
        default=[],
        type=_column,
        metavar="FACT=NAME",
        help="the column of a table that holds the text, title, date, outlet, authors, url,"
        " language or key; can be repeated",
    )
    parser.add_argument(
        "--whole-books", action="store_true", help="an e-book is one article, not one a chapter"
    )


def _fetch(commands: Commands, name: str) -> None:
    parser = command(
        commands,
        name,
        "fetching:fetch",
        "fetch what is new in the feeds that are followed",
        "culm fetch",
    )
    parser.add_argument(
        "names",
        nargs="*",
        metavar="NAME",
        help="a part of a feed's title or address; without any: all that are not paused",
    )
    parser.add_argument("--dry-run", action="store_true", help="tell what would come in")


def _column(written: str) -> tuple[str, str]:
    """``text=Body`` as the fact and the heading of its column."""
    fact, equals, name = written.partition("=")
    if not equals or not name or fact not in _FACTS:
        raise argparse.ArgumentTypeError(f"say it as FACT=NAME, FACT one of {', '.join(_FACTS)}")
    return fact, name


_FACTS = ("text", "title", "date", "outlet", "authors", "url", "language", "key")


def _remove(commands: Commands, name: str) -> None:
    parser = command(
        commands,
        name,
        "articles:remove",
        "take articles out of the library; culm undo brings them back",
        "culm remove articles/old.txt\n  culm remove --query source:articles --yes",
    )
    parser.add_argument("keys", nargs="*", metavar="KEY")
    parser.add_argument("--query", metavar="QUERY", help="all articles that a query finds")
    parser.add_argument(
        "--yes", action="store_true", help="what a query finds is removed without a question"
    )
    parser.add_argument("--dry-run", action="store_true", help="tell what would be removed")
    parser.add_argument(
        "--annotated",
        action="store_true",
        help="also those with annotations (which stay in the trash)",
    )


def _show(commands: Commands, name: str) -> None:
    parser = command(
        commands,
        name,
        "articles:show",
        "show one article",
        "culm show 12 --json",
    )
    parser.add_argument("article", metavar="ID-or-KEY")


def _copies(commands: Commands, name: str) -> None:
    command(
        commands,
        name,
        "copies:copies",
        "list articles that carry the same text",
        "culm copies --json",
    )


def _events(commands: Commands, name: str) -> None:
    parser = command(commands, name, "knowledge:events", "list events", "culm events 'place:hanoi'")
    query_of(
        parser,
        "first the events with its words in their name, then those that the articles"
        " it finds report, then those they mention; each by date",
    )


def _event(commands: Commands, name: str) -> None:
    parser = command(
        commands,
        name,
        "knowledge:event",
        "show an event, its links and their reasons",
        "culm event 1",
    )
    parser.add_argument("id", type=numbered("culm events"), metavar="ID")


def _compare(commands: Commands, name: str) -> None:
    parser = command(
        commands,
        name,
        "comparing:compare",
        "lay two or three articles side by side, sentence by sentence",
        "culm compare seeds/001_ad5135ff238fdd63.txt seeds/002_eaecac8392346f6f.txt --json",
    )
    parser.add_argument("keys", nargs="+", metavar="ID-or-KEY", help="two or three articles")


def _stories(commands: Commands, name: str) -> None:
    command(
        commands,
        name,
        "knowledge:stories",
        "list stories: the articles about one matter, as it goes on for days or months",
        "culm stories --json",
    )


def _entities(commands: Commands, name: str) -> None:
    parser = command(
        commands,
        name,
        "knowledge:entities",
        "list the entities: people, organisations, places …, each with its number",
        "culm entities trong",
    )
    query_of(parser, "words of a name; without any, all are listed")
    parser.add_argument("--limit", type=count, default=200, metavar="N", help="default 200")


def _entity(commands: Commands, name: str) -> None:
    parser = command(
        commands,
        name,
        "knowledge:entity",
        "show an entity, all its names and its articles",
        "culm entity 12",
    )
    parser.add_argument(
        "id",
        type=numbered("culm entities"),
        metavar="ID",
        help="the number that culm entities tells",
    )


def _analyse(commands: Commands, name: str) -> None:
    parser = command(
        commands,
        name,
        "knowledge:analyse",
        "find names, dates and events in any text; stores nothing",
        "echo 'Trọng spoke in Hà Nội on Tuesday.' | culm analyse - --date 2023-12-19",
    )
    parser.add_argument("file", nargs="?", default="-", metavar="FILE")
    parser.add_argument("--date", type=_day, metavar="D", help="when the text was published")
    parser.add_argument(
        "--jsonl", action="store_true", help="each line an object with id, text and date"
    )


def _day(text: str) -> object:
    from datetime import date

    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day like 2023-12-19") from None


def _sources(commands: Commands, name: str) -> None:
    parser = command(
        commands,
        name,
        "sources:list_all",
        "list what was added, to be looked at again by culm add and culm fetch",
        "culm sources",
    )
    actions = parser.add_subparsers(metavar="ACTION", parser_class=Parser)
    for word, where, text, named in (
        ("list", "sources:list_all", "list what was added", ""),
        (
            "add",
            "fetching:follow",
            "follow feeds: by address, a page that offers one, an OPML file",
            " https://news.example/feed.xml",
        ),
        ("export", "sources:export", "print the feeds that are followed as OPML", " > feeds.opml"),
        ("pause", "sources:pause", "leave a source out when all are looked at", " ~/articles"),
        ("resume", "sources:resume", "look at a source again", " ~/articles"),
        ("remove", "sources:remove", "follow a source no longer; its articles stay", " ~/articles"),
    ):
        example = f"culm {name} {word}{named}"
        action = command(
            actions, word, where, text, example, group=name, json_lines=word != "export"
        )
        if word not in ("list", "export"):
            action.add_argument("paths", nargs="+", type=place, metavar="PATH-or-ADDRESS")


def _imports(commands: Commands, name: str) -> None:
    parser = command(
        commands,
        name,
        "imports:list_all",
        "list what came in when, to be taken back",
        "culm imports",
    )
    actions = parser.add_subparsers(metavar="ACTION", parser_class=Parser)
    command(
        actions,
        "list",
        "imports:list_all",
        "list what came in when",
        f"culm {name} list",
        group=name,
    )
    undo = command(
        actions,
        "undo",
        "imports:undo",
        "take out what an import added; culm undo brings it back",
        f"culm {name} undo 12",
        group=name,
    )
    undo.add_argument("id", type=count, metavar="ID", help="the number that culm imports tells")
    undo.add_argument(
        "--annotated",
        action="store_true",
        help="also articles with annotations (which stay in the trash)",
    )


BRINGING: dict[str, Build] = {
    "reader": _read,
    "serve": _serve,
    "served": _served,
    "add": _add,
    "fetch": _fetch,
    "remove": _remove,
    "sources": _sources,
    "imports": _imports,
}

SHOWING: dict[str, Build] = {
    "show": _show,
    "copies": _copies,
    "events": _events,
    "event": _event,
    "compare": _compare,
    "stories": _stories,
    "entities": _entities,
    "entity": _entity,
    "analyse": _analyse,
}
