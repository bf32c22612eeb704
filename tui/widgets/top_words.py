"""The words of the top line: counts, what a search found, and what to do when nothing is there."""

from __future__ import annotations

from msgspec import Struct

from tui import wording
from tui.processes import SearchAnswer
from tui.rendering.cells import fit, width_of
from tui.widgets.lines import Line, Piece

_SHORTEST_NOTICE = 20
"""Cells below which a cut notice says nothing."""
_IGNORED = " ! ignored"
"""That something was ignored, where there is no room to say what."""


def empty_library(key: str) -> tuple[str, ...]:
    """What the list says before anything is in; ``key`` brings articles in."""
    here = (f"  {key:3} bring some in: a file,", "      a folder, or the sample", "")
    return (
        "No articles yet.",
        "",
        *(here if key else ()),
        f"{'or ' if key else ''}from the shell:",
        "",
        "  culm add FOLDER",
        "",
        "They appear here as they come.",
    )


def counts_line(facts: dict[str, int]) -> Line:
    """The name, and how much there is."""
    words = [
        wording.counted(facts[name], one)
        for name, one in (("articles", "article"), ("events", "event"))
        if facts.get(name)
    ]
    return Line((Piece(" culm  ", "name"), Piece(" · ".join(words) + "   ", "facts")))


class Found(Struct, frozen=True):
    """What a search found, said in one line; ``whole`` when no notice had to be cut."""

    line: Line
    whole: bool


def found_line(answer: SearchAnswer, room: int, narrow_key: str, take_key: str) -> Found:
    """What a search found, in at most ``room`` cells: articles, notices cut to fit, copies, time.

    Where there is nothing to notice, ``narrow_key`` is told, which narrows the search;
    ``take_key`` takes what is suggested. That something was ignored takes the place of the
    word for articles before it goes unsaid.
    """
    articles, number = f" {wording.counted(answer.total, 'article')}", f" {answer.total:,}"
    if answer.ignored and width_of(number + _IGNORED) < room <= width_of(articles + _IGNORED):
        articles = number
    left = room - width_of(articles) - 1
    if left < 0:
        return Found(Line(), not notices(answer, take_key))
    pieces = [Piece(articles, "name")]
    said = [(f" · {notice}", "") for notice in _notices(answer)]
    if answer.suggestion:
        said.append((f" · {answer.suggestion}?", f" {take_key}" if take_key else ""))
    whole = True
    for place, (words, key) in enumerate(said):
        share = left // (len(said) - place) - width_of(key)
        if place == 0 and len(said) > 1:
            share = max(share, left - sum(map(width_of, said[1])))
        whole = whole and width_of(words) <= share
        if share < _SHORTEST_NOTICE and width_of(words) > share:
            if place > 0 or not answer.ignored or left < width_of(_IGNORED):
                continue
            words, share = _IGNORED, width_of(_IGNORED)
        words = fit(words, share)
        pieces += [Piece(words, "warning"), *([Piece(key, "key")] if key else [])]
        left -= width_of(words) + width_of(key)
    folded = answer.total - len(answer.ids)
    copies = f" · {wording.counted(folded, 'copy', 'copies')} folded" if folded > 0 else ""
    time = f" · {answer.ms:.0f} ms" if answer.ms >= 1 else " · < 1 ms"
    for fact in (copies, time):
        if fact and whole and width_of(fact) <= left:
            pieces.append(Piece(fact, "facts"))
            left -= width_of(fact)
    hint = (Piece(f"  {narrow_key}", "key"), Piece(" narrow", "facts"))
    if not said and answer.total and narrow_key and left >= sum(width_of(p.text) for p in hint):
        pieces += hint
    return Found(Line((*pieces, Piece(" "))), whole)


def notices(answer: SearchAnswer, take_key: str) -> str:
    """What the user should know of the query beside what it found; empty when nothing.

    ``take_key`` as for :func:`found_line`.
    """
    suggested = [f"Did you mean {answer.suggestion}? {take_key}".rstrip()] * bool(answer.suggestion)
    return " · ".join([*_notices(answer), *suggested])


def _notices(answer: SearchAnswer) -> list[str]:
    building = [wording.building(*answer.building)] if answer.building else []
    return ["ignored: " + ", ".join(answer.ignored)] * bool(answer.ignored) + building


def nothing_found(answer: SearchAnswer, take: str, leave: str) -> tuple[str, ...]:
    """What the list says instead of articles.

    ``take`` tells what takes the suggestion, ``leave`` what ends the search.
    """
    words = ["Nothing found."]
    if answer.suggestion:
        words += ["", f"Did you mean {answer.suggestion}?", *([f"{take}."] if take else [])]
    if answer.building:
        words += ["", f"The {wording.building(*answer.building)}."]
    if answer.ignored:
        words += ["", "Ignored: " + ", ".join(answer.ignored)]
    return (*words, *(("", f"{leave}.") if leave else ()))
