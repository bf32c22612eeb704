"""The grammar of searching and of saved searches; carried out in :mod:`tui.cli.searching`."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from tui.cli.grammar import Build, Commands, Parser, command, count, query_of

_SORTS = ("relevance", "date", "newest", "oldest", "outlet", "title")


def _search(commands: Commands, name: str) -> None:
    parser = command(
        commands,
        name,
        "searching:search",
        "search the library",
        "culm search '\"bamboo diplomacy\" since:2023' --facets",
    )
    parser.description = (
        f"{parser.description}\n\n"
        "With --json an article is a line; the last line of each query is its summary,\n"
        'which has "total", "shown", "ms", "ignored", "facets", "suggestion" and\n'
        'no "id".'
    )
    query_of(
        parser, "words need no quotes around them all; a phrase needs its own: '\"white house\"'"
    )
    parser.add_argument(
        "--from",
        dest="file",
        type=Path,
        metavar="FILE",
        help="a query a line; - is standard input",
    )
    parser.add_argument(
        "--saved", metavar="NAME", help="a saved search, in its order, copies as saved"
    )
    parser.add_argument(
        "--limit", type=count, default=50, metavar="N", help="articles (default 50)"
    )
    parser.add_argument("--sort", choices=_SORTS, default="")
    parser.add_argument("--facets", action="store_true", help="count outlets, years, names …")
    parser.add_argument("--fold", action="store_true", help="near-identical copies only once")


def _saved(commands: Commands, name: str) -> None:
    parser = command(
        commands,
        name,
        "searching:list_saved",
        "list, save, rename and remove saved searches",
        "culm saved save 'Trọng, unread' 'person:trong is:unread' --key t",
    )
    actions = parser.add_subparsers(title="actions", metavar="ACTION", parser_class=Parser)
    add = partial(command, actions, group=name)
    add(
        "list",
        "searching:list_saved",
        "list saved searches with what they find now",
        "culm saved list --json",
    )
    action = add("save", "searching:save", "keep a query", "culm saved save Bamboo bamboo --key b")
    action.add_argument("name", metavar="NAME")
    query_of(action, needed=True)
    action.add_argument("--key", default="", metavar="K", help="one letter, or a figure from 1")
    action.add_argument("--sort", choices=_SORTS, default="")
    action.add_argument("--all-copies", action="store_true", help="near-identical copies each")
    action.add_argument(
        "--force", action="store_true", help="take the name or the key from another one"
    )
    action = add("rename", "searching:rename", "call it otherwise", "culm saved rename Bamboo Asia")
    action.add_argument("name", metavar="NAME")
    action.add_argument("other", metavar="NEW-NAME")
    action = add("remove", "searching:remove", "delete a saved search", "culm saved remove Bamboo")
    action.add_argument("name", metavar="NAME")


SEARCHING: dict[str, Build] = {
    "search": _search,
    "saved": _saved,
}
