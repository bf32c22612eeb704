"""What was probably meant by a subcommand that there is not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches

MEANT: Mapping[str, Mapping[str, str]] = {
    "": {
        "find": "culm search QUERY",
        "grep": "culm search QUERY",
        "query": "culm search QUERY",
        "import": "culm add PATH",
        "delete": "culm remove KEY",
        "rm": "culm remove KEY",
        "open": "culm show ID-or-KEY",
        "mark": "culm star QUERY",
        "untag": "culm tag -TAG QUERY",
        "annotations": "culm notes list",
        "people": "culm entities",
        "reindex": "culm rebuild",
        "feeds": "culm sources",
        "subscribe": "culm sources add ADDRESS",
        "follow": "culm sources add ADDRESS",
        "update": "culm fetch",
    },
    "sources": {
        **dict.fromkeys(("subscribe", "follow", "new"), "culm sources add ADDRESS"),
        **dict.fromkeys(("delete", "rm", "unsubscribe"), "culm sources remove ADDRESS"),
    },
    "saved": {
        **dict.fromkeys(("run", "show", "open", "search", "use"), "culm search --saved NAME"),
        **dict.fromkeys(("add", "new", "keep"), "culm saved save NAME QUERY"),
        **dict.fromkeys(("delete", "rm", "forget"), "culm saved remove NAME"),
        **dict.fromkeys(("edit", "change"), "culm saved save NAME QUERY --force"),
    },
    "notes": {
        **dict.fromkeys(("search", "find", "show", "query"), "culm notes list QUERY"),
        **dict.fromkeys(("delete", "rm", "trash"), "culm notes remove ID"),
        **dict.fromkeys(("undo", "undelete"), "culm notes restore ID"),
    },
}
"""By the command they follow (empty: none) words that others use, and what they are here."""


def meant(command: str, word: str, known: Sequence[str]) -> str:
    """The command line that ``word`` after ``command`` was probably meant to begin.

    ``known`` are the words that can stand there. Empty when nothing is like it.
    """
    if word in MEANT.get(command, {}):
        return MEANT[command][word]
    near = get_close_matches(word, known, 1, 0.7)
    return " ".join(filter(None, ("culm", command, *near))) if near else ""


def hint(words: Sequence[str], actions: Mapping[str, Sequence[str]]) -> str:
    """A hint on a command line that was not understood, or nothing.

    ``actions`` has the actions of the commands that take some.
    """
    plain = [word for word in words if not word.startswith("-")]
    for at, word in enumerate(plain[:-1]):
        if word in actions:
            following = plain[at + 1]
            if following not in actions[word]:
                found = meant(word, following, actions[word])
                return f"did you mean: {found}" if found else ""
    return ""


LISTED_BY = {
    "no article": "culm search QUERY",
    "no event": "culm events",
    "no entity": "culm entities",
    "no import": "culm imports",
    "there is no correction": "culm corrections list",
    "there is no annotation": "culm notes list",
    "there is no saved search": "culm saved list",
}


def listed_by(words: str) -> str:
    """Which command tells what there is, for a message that begins as in :data:`LISTED_BY`."""
    found = next((LISTED_BY[start] for start in LISTED_BY if words.startswith(start)), "")
    return f"; to see what there is: {found}" if found else ""
