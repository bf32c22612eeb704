"""The words of the top line: counts, what a search found, and what to do when nothing is there."""

from __future__ import annotations

from tui import wording
from tui.processes import SearchAnswer
from tui.widgets.lines import Line, Piece

EMPTY_LIBRARY = (
    "No articles yet.",
    "",
    "Bring some in from the shell:",
    "",
    "  culm add FOLDER",
    "",
    "They appear here as they come.",
)
_MOST_IGNORED = 40


def counts_line(facts: dict[str, int]) -> Line:
    """The name, and how much there is."""
    words = [
        wording.counted(facts[name], one)
        for name, one in (("articles", "article"), ("events", "event"))
        if facts.get(name)
    ]
    return Line((Piece(" culm  ", "name"), Piece(" · ".join(words) + "   ", "facts")))


def found_line(answer: SearchAnswer, width: int) -> Line:
    """What a search found, for the end of the top line of a screen of ``width`` cells."""
    pieces = [Piece(f" {wording.counted(answer.total, 'hit')}", "name")]
    if width >= 60:
        pieces.append(Piece(f" · {answer.ms:.0f} ms", "facts"))
    if width >= 80 and answer.ignored:
        ignored = ", ".join(answer.ignored)
        if len(ignored) > _MOST_IGNORED:
            ignored = ignored[:_MOST_IGNORED] + "…"
        pieces.append(Piece(f" · ignored: {ignored}", "warning"))
    if width >= 80 and answer.suggestion:
        pieces += [Piece(f" · {answer.suggestion}?", "warning"), Piece(" ctrl+y", "key")]
    elif width >= 100 and answer.facets:
        pieces += [Piece("  F", "key"), Piece(" narrow", "facts")]
    return Line((*pieces, Piece(" ")))


def nothing_found(answer: SearchAnswer) -> tuple[str, ...]:
    """What the list says instead of articles."""
    words = ["Nothing found."]
    if answer.suggestion:
        words += ["", f"Did you mean {answer.suggestion}?", "ctrl+y searches for that."]
    if answer.ignored:
        words += ["", "Ignored: " + ", ".join(answer.ignored)]
    return (*words, "", "Esc shows all articles again.")
