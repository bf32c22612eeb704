"""The grammar of what is done with all articles that a query finds, and of taking it back.

Carried out in :mod:`tui.cli.marking`.
"""

from __future__ import annotations

from tui.cli.grammar import Build, Commands, Parser, command, query_of

_DONE_WITH = "of the search bar; nothing is done when a part of it is not understood"


def _tag(commands: Commands, name: str) -> None:
    parser = command(
        commands,
        name,
        "marking:tag",
        "put tags on all articles that a query finds, and take tags off",
        "culm tag +diplomacy -unsorted person:trong since:2023",
    )
    parser.add_argument(
        "words",
        nargs="+",
        metavar="+TAG|-TAG|QUERY",
        help="what begins with + is a tag to put on, what begins with - one to take off, the rest"
        " is the query; there NOT WORD leaves articles out",
    )
    _dry_run(parser)


def _state(help_text: str, example: str) -> Build:
    def build(commands: Commands, name: str) -> None:
        parser = command(commands, name, f"marking:{name}", help_text, example)
        query_of(parser, _DONE_WITH, needed=True)
        _dry_run(parser)

    return build


def _dry_run(parser: Parser) -> None:
    parser.add_argument("--dry-run", action="store_true", help="tell what would be done")


def _undo(commands: Commands, name: str) -> None:
    command(
        commands,
        name,
        f"marking:{name}",
        "take back the latest change of notes, marks, tags, corrections or articles taken out",
        "culm undo",
    )


def _redo(commands: Commands, name: str) -> None:
    command(
        commands,
        name,
        f"marking:{name}",
        "make the change again that was undone last",
        "culm redo",
    )


MARKING: dict[str, Build] = {
    "tag": _tag,
    "star": _state("star all articles that a query finds", "culm star bamboo diplomacy"),
    "unstar": _state("take off the stars of all articles that a query finds", "culm unstar bamboo"),
    "read": _state("mark all articles that a query finds as read", "culm read outlet:vietnamplus"),
    "unread": _state("mark all articles that a query finds as unread", "culm unread person:trong"),
    "undo": _undo,
    "redo": _redo,
}
