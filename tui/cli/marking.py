"""``culm tag``, ``star``, ``unstar``, ``read``, ``unread`` by a query; ``undo`` and ``redo``."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence

from index.errors import WrongUse
from index.library import Library
from index.notes.model import ArticleState
from tui.cli.output import Output
from tui.cli.patience import patience
from tui.exit_codes import EXIT_DONE, EXIT_NOTHING_FOUND
from tui.wording import counted

_TAKEN_BACK = "culm undo takes that back"


def tag(options: argparse.Namespace, out: Output) -> int:
    """Put tags on articles and take others off."""
    add = [word[1:] for word in options.words if word[:1] == "+"]
    off = [word[1:] for word in options.words if word[:1] == "-"]
    query = " ".join(word for word in options.words if word[:1] not in ("+", "-"))
    if not query or not all((*add, *off)) or not (add or off):
        raise WrongUse("say which tags, +TAG or -TAG, and a query that finds the articles")
    if both := sorted({*add} & {*off}):
        raise WrongUse(f"a tag is put on or taken off, not both: {', '.join(both)}")

    def is_so(state: ArticleState) -> bool:
        return {*add} <= {*state.tags} and not {*off} & {*state.tags}

    told = " ".join([*(f"#{name}" for name in add), *(f"−#{name}" for name in off)])
    return _change(
        options, out, query, "tagged", f"tagged {told}", is_so,
        lambda library, keys: library.notes.tag(keys, add, off),
    )  # fmt: skip


def star(options: argparse.Namespace, out: Output) -> int:
    """Star articles."""
    return _starred(options, out, "starred", True)


def unstar(options: argparse.Namespace, out: Output) -> int:
    """Take stars off."""
    return _starred(options, out, "unstarred", False)


def read(options: argparse.Namespace, out: Output) -> int:
    """Mark articles as read."""
    return _marked(options, out, "read", True)


def unread(options: argparse.Namespace, out: Output) -> int:
    """Mark articles as unread."""
    return _marked(options, out, "unread", False)


def undo(options: argparse.Namespace, out: Output) -> int:
    """Take back the latest change, whoever made it: this command line or a reader."""
    return _replayed(options, out, lambda library, tell: library.undo(tell), "nothing to undo")


def redo(options: argparse.Namespace, out: Output) -> int:
    """Make it again."""
    return _replayed(options, out, lambda library, tell: library.redo(tell), "nothing to do again")


def found_by(library: Library, query: str) -> dict[int, str]:
    """The keys of the articles that a query finds, by their ids, copies each by itself.

    Raises :class:`WrongUse` when some of it is not understood: then it would find others than
    were meant, and something is to be done with them.
    """
    if not query.strip():
        # What was to be in it may have been lost on the way, as of a variable that is not set.
        raise WrongUse("the query is empty, which would be every article; nothing was done")
    answer = library.searching.search(query, limit=0)
    if answer.ignored:
        raise WrongUse(f"{', '.join(answer.ignored)}; nothing was done")
    if answer.everything:
        raise WrongUse(f"“{query}” has no condition but every article fits; nothing was done")
    if answer.building:
        raise WrongUse("the search index is not complete; run culm upgrade first: nothing was done")
    return library.keys_of(answer.ids)


def _starred(options: argparse.Namespace, out: Output, status: str, starred: bool) -> int:
    return _change(
        options, out, options.query, status, status,
        lambda state: state.starred == starred,
        lambda library, keys: library.notes.star(keys, starred),
    )  # fmt: skip


def _marked(options: argparse.Namespace, out: Output, status: str, is_read: bool) -> int:
    return _change(
        options, out, options.query, status, f"marked as {status}",
        lambda state: state.read == is_read,
        lambda library, keys: library.notes.mark_read(keys, is_read),
    )  # fmt: skip


def _change(
    options: argparse.Namespace,
    out: Output,
    query: str,
    status: str,
    done: str,
    is_so: Callable[[ArticleState], bool],
    change: Callable[[Library, Sequence[str]], object],
) -> int:
    """Have all articles that a query finds so, as one step; tell of each whether it was before."""
    with Library.open(options.library, create=False) as library:
        found = found_by(library, query)
        states = library.notes.states(found.values())
        fresh = [key for key, state in states.items() if not is_so(state)]
        if fresh and not options.dry_run:
            with patience(library.path, out):
                change(library, fresh)
        changed = set(fresh)
        for number, key in found.items():
            now = status if key in changed else "unchanged"
            out.row({"key": key, "id": number, "status": now, "error": ""}, f"{now} {key}")
    if not found:
        out.say("no article is found")
        return EXIT_NOTHING_FOUND
    were = f" ({len(found) - len(fresh):,} were so before)" if len(found) > len(fresh) else ""
    would = "would be: " if options.dry_run else ""
    back = f"; {_TAKEN_BACK}" if fresh and not options.dry_run else ""
    out.say(f"{would}{counted(len(fresh), 'article')} {done}{were}{back}")
    return EXIT_DONE


def _replayed(
    options: argparse.Namespace,
    out: Output,
    replay: Callable[[Library, Callable[[str], None]], str | None],
    nothing: str,
) -> int:
    with (
        Library.open(options.library, create=False) as library,
        out.telling() as tell,
        patience(library.path, out),
    ):
        words = replay(library, tell)
        if words:
            library.by_hand.catch_up()
    if not words:
        out.say(nothing)
        return EXIT_NOTHING_FOUND
    out.row({"done": words}, words)
    return EXIT_DONE
