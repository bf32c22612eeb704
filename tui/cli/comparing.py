"""``culm compare``: two or three articles sentence by sentence."""

from __future__ import annotations

import argparse
from typing import Any

from index.coverage.model import Difference
from index.library import Library
from index.views import CoverageView
from tui.cli.output import Output, one_line
from tui.comparing import Pair, Says, Told, labels, rows_of, sentence, summary
from tui.exit_codes import EXIT_DONE, EXIT_USAGE

_FEWEST, _MOST = 2, 3
_SIGNS = {Says.ONLY: "+", Says.DIFFERS: "≠", Says.ABOUT: "≈", Says.NEAR: "·"}


def compare(options: argparse.Namespace, out: Output) -> int:
    """A row for the sentences that tell the same, in the order of the first article."""
    with Library.open(options.library, create=False) as library:
        ids = list(dict.fromkeys(library.find(key) for key in options.keys))
        if not _FEWEST <= len(ids) <= _MOST:
            out.error(f"give {_FEWEST} or {_MOST} different articles")
            return EXIT_USAGE
        view = library.coverage(ids)
    rows = rows_of(view.comparison)
    for row in rows:
        out.row(row_json(view, row), _words(view, row))
    out.say(summary(view, rows)[0])
    return EXIT_DONE


def row_json(view: CoverageView, row: Told) -> dict[str, Any]:
    """A row: its sentences (``null`` where an article has none), what matches and differs."""
    return {
        "says": row.says,
        "score": row.score,
        "only": row.says is Says.ONLY,
        "sentences": [
            None if number is None else _sentence_json(view, place, number)
            for place, number in enumerate(row.sentences)
        ],
        "matches": [_match_json(view, pair) for pair in row.pairs],
        "differences": [
            _difference_json(view, pair, one)
            for pair in row.pairs
            for one in pair.match.differences
        ],
    }


def _sentence_json(view: CoverageView, article: int, number: int) -> dict[str, Any]:
    text, span = sentence(view, article, number)
    key = view.articles[article].key
    return {"article": key, "start": span.start, "end": span.end, "text": text}


def _match_json(view: CoverageView, pair: Pair) -> dict[str, Any]:
    first, second = view.articles[pair.first], view.articles[pair.second]
    return {
        "a": first.key,
        "b": second.key,
        "score": pair.match.score,
        "shared": [
            {
                "kind": one.kind,
                "a": first.text[one.first[0].start : one.first[0].end],
                "b": second.text[one.second[0].start : one.second[0].end],
                "worth": round(one.worth, 2),
            }
            for one in pair.match.shared
        ],
    }


def _difference_json(view: CoverageView, pair: Pair, one: Difference) -> dict[str, Any]:
    sides = {}
    for name, article, span in (("a", pair.first, one.first), ("b", pair.second, one.second)):
        text = view.articles[article].text[span.start : span.end]
        key = view.articles[article].key
        sides[name] = {"article": key, "start": span.start, "end": span.end, "text": text}
    return {"kind": one.kind, **sides}


def _words(view: CoverageView, row: Told) -> str:
    """A row for people: a sentence a line, and what differs in it."""
    names = labels(view)
    sign = _SIGNS.get(row.says, " ")
    lines = []
    for place in row.articles:
        number = row.sentence_of(place)
        lines.append(
            f"{sign} {one_line(names[place])}: {one_line(sentence(view, place, number)[0])}"
        )
        sign = " "
    said: dict[tuple[str, ...], str] = {}
    for pair in row.pairs:
        for one in pair.match.differences:
            sides = _difference_json(view, pair, one)
            texts = [one_line(sides[side]["text"]) for side in ("a", "b")]
            # Two articles that say one thing differ from the third in the same.
            said.setdefault(
                (one.kind, *sorted(texts)), f"    {one.kind.value}: {' – '.join(texts)}"
            )
    return "\n".join([*lines, *said.values(), ""])
