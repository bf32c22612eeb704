"""The grammar of what is put right by hand; carried out in :mod:`tui.cli.correcting`."""

from __future__ import annotations

from functools import partial

from tui.cli.grammar import Build, Commands, Parser, command, number

_TYPES = ("PERSON", "ORG", "PLACE", "NORP", "EVENT", "LAW", "MISC")


def _link(commands: Commands, name: str) -> None:
    parser = command(
        commands,
        name,
        "correcting:corrections",
        "say which events are the same, and what they are called",
        "culm link same 12 31",
        json_lines=False,
    )
    actions = parser.add_subparsers(
        title="actions", metavar="ACTION", parser_class=Parser, required=True
    )
    add = partial(command, actions, group=name)
    action = add("same", "correcting:link_same", "two events are one", "culm link same 12 31")
    _two(action, "event")
    action = add(
        "apart", "correcting:link_apart", "two events are not one", "culm link apart 12 31"
    )
    _two(action, "event")
    action = add(
        "split",
        "correcting:link_split",
        "what an article tells is another event",
        "culm link split 12 seeds/004_8b96cf14c2c45e38.txt",
    )
    action.add_argument("event", type=number, metavar="EVENT")
    action.add_argument("article", metavar="ID-or-KEY")
    action = add(
        "rename",
        "correcting:link_rename",
        "call an event otherwise",
        "culm link rename 12 'COP 28'",
    )
    action.add_argument("event", type=number, metavar="EVENT")
    action.add_argument("name", metavar="NAME")

    action = add(
        "date",
        "correcting:link_date",
        "say when an event was: 2023-05, 12 May 2023, 2021-03-01/2021-03-04, no date",
        "culm link date 12 2021-03-01/2021-03-04",
    )
    action.add_argument("event", type=number, metavar="EVENT")
    action.add_argument("date", nargs="+", metavar="DATE")

    action = add(
        "none",
        "correcting:link_none",
        "what an article tells is no event; without --event it reports none at all",
        "culm link none seeds/004_8b96cf14c2c45e38.txt --event 12",
    )
    action.add_argument("article", metavar="ID-or-KEY")
    action.add_argument(
        "--event", type=number, metavar="EVENT", help="the event that it does not tell"
    )


def _story(commands: Commands, name: str) -> None:
    parser = command(
        commands,
        name,
        "correcting:corrections",
        "say which articles are of one story",
        "culm story same 12 34",
        json_lines=False,
    )
    actions = parser.add_subparsers(
        title="actions", metavar="ACTION", parser_class=Parser, required=True
    )
    add = partial(command, actions, group=name)
    for word, text in (
        ("same", "two articles are of one story"),
        ("apart", "two articles are not of one story"),
    ):
        example = f"culm {name} {word} 12 34"
        action = add(word, f"correcting:story_{word}", text, example)
        action.add_argument("article", metavar="ID-or-KEY")
        action.add_argument("other", metavar="ID-or-KEY")


def _merge(commands: Commands, name: str) -> None:
    parser = command(
        commands,
        name,
        "correcting:merge",
        "say that two entities are one and the same",
        "culm merge 7 19",
    )
    _two(parser, "entity")
    parser.add_argument(
        "--force", action="store_true", help="even if one is a person and the other a place, …"
    )
    parser.add_argument(
        "--everywhere",
        action="store_true",
        help="a bare last name is the other wherever it stands alone, not in one article only",
    )


def _apart(commands: Commands, name: str) -> None:
    _two(
        command(
            commands,
            name,
            "correcting:apart",
            "say that two entities are not the same",
            "culm apart 7 19",
        ),
        "entity",
    )


def _split(commands: Commands, name: str) -> None:
    parser = command(
        commands,
        name,
        "correcting:split",
        "say that a name in an article is that of somebody else",
        "culm split 7 seeds/004_8b96cf14c2c45e38.txt --to 19",
    )
    parser.add_argument("entity", type=number, metavar="ENTITY")
    parser.add_argument("article", metavar="ID-or-KEY")
    parser.add_argument("--to", type=number, metavar="ENTITY", help="who it is, if they are known")
    _passage(parser)


def _rename(commands: Commands, name: str) -> None:
    parser = command(
        commands,
        name,
        "correcting:rename",
        "give an entity another name",
        "culm rename 7 'Tô Lâm'",
    )
    parser.add_argument("entity", type=number, metavar="ENTITY")
    parser.add_argument("name", metavar="NAME")


def _retype(commands: Commands, name: str) -> None:
    parser = command(
        commands,
        name,
        "correcting:retype",
        "say of what kind an entity is",
        "culm retype 7 ORG",
    )
    parser.add_argument("entity", type=number, metavar="ENTITY")
    parser.add_argument(
        "type", choices=_TYPES, type=str.upper, metavar="TYPE", help=" ".join(_TYPES)
    )


def _no_name(commands: Commands, name: str) -> None:
    parser = command(
        commands,
        name,
        "correcting:no_name",
        "say that something is not a name: anywhere, or in an article",
        "culm no-name 7 seeds/004_8b96cf14c2c45e38.txt",
    )
    parser.add_argument("entity", type=number, metavar="ENTITY")
    parser.add_argument("article", nargs="?", metavar="ID-or-KEY")
    _passage(parser)


def _correct(commands: Commands, name: str) -> None:
    parser = command(
        commands,
        name,
        "correcting:correct",
        "say what an article's date, headline, outlet or authors are",
        "culm correct seeds/004_8b96cf14c2c45e38.txt --date 2024-06-07",
    )
    parser.add_argument("articles", nargs="+", metavar="ID-or-KEY")
    parser.add_argument(
        "--date",
        metavar="DATE",
        help="when it was published: 2024-06-07, '7 June 2024', 2024-06, 2024, 'no date'",
    )
    parser.add_argument("--title", metavar="HEADLINE", help="its headline")
    parser.add_argument("--outlet", metavar="NAME", help="who published it; '' if nobody knows")
    parser.add_argument(
        "--author",
        action="append",
        metavar="NAME",
        help="who wrote it; again for each other author, '' if it names none",
    )
    parser.add_argument(
        "--as-read", action="store_true", help="take back all that was corrected of it"
    )


def _corrections(commands: Commands, name: str) -> None:
    parser = command(
        commands,
        name,
        "correcting:corrections",
        "list what was put right by hand; take it back",
        "culm corrections withdraw 3",
    )
    actions = parser.add_subparsers(title="actions", metavar="ACTION", parser_class=Parser)
    add = partial(command, actions, group=name)
    add("list", "correcting:corrections", "list corrections, the latest first", f"culm {name} list")
    for word, function, text in (
        ("withdraw", "withdraw", "take a correction back"),
        ("restore", "reinstate", "have a correction count again"),
    ):
        action = add(word, f"correcting:{function}", text, f"culm {name} {word} 3")
        action.add_argument("id", type=number, metavar="ID")


def _two(parser: Parser, what: str) -> None:
    parser.add_argument(what, type=number, metavar=what.upper())
    parser.add_argument("other", type=number, metavar=what.upper())


def _passage(parser: Parser) -> None:
    parser.add_argument(
        "--at",
        nargs=2,
        type=number,
        metavar=("START", "END"),
        help="only in this passage: code points, from 0, the end not included",
    )


CORRECTING: dict[str, Build] = {
    "correct": _correct,
    "link": _link,
    "story": _story,
    "merge": _merge,
    "apart": _apart,
    "split": _split,
    "rename": _rename,
    "retype": _retype,
    "no-name": _no_name,
    "corrections": _corrections,
}
