"""What an editor of Markdown does at the end of a line: lists and quotes go on."""

from __future__ import annotations

import re

_BEGINNING = re.compile(
    r"(?P<indent>[ \t]{0,40})"
    r"(?:(?P<quote>>) ?|(?P<bullet>[-*+]) (?P<box>\[[ xX]\] )?|(?P<number>\d{1,9})(?P<dot>[.)]) )"
)


def begins_with(line: str) -> str:
    """The sign with which ``line`` begins an item of a list or a quote; empty when it does not."""
    found = _BEGINNING.match(line)
    return found[0] if found is not None else ""


def goes_on(line: str) -> str:
    """With what the line after ``line`` begins, when it is to be the next item of the same.

    An item that can be ticked is followed by one that is not ticked, a number by the next.
    """
    found = _BEGINNING.match(line)
    if found is None:
        return ""
    if found["number"]:
        return f"{found['indent']}{int(found['number']) + 1}{found['dot']} "
    if found["bullet"]:
        return f"{found['indent']}{found['bullet']} {'[ ] ' if found['box'] else ''}"
    return f"{found['indent']}> "
