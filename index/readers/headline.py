"""A headline for a text that has none: its first sentence, cut where it can be cut."""

from __future__ import annotations

import re

from index.readers.layout import first_sentence_end

_LONGEST = 100  # code points; what fits two lines of an article list
_SHORTEST = 40

# Where a sentence can be left, the better places first.
_BREAKS = (
    re.compile(r"[;:,](?=\s)|\s(?=[—–]\s)|\s(?=\()"),
    re.compile(
        r"\s(?=(?:to|and|but|that|which|who|whose|where|when|while|as|after|before|because|since"
        r"|with|in|on|at|by|for|from|of|và|để|khi|trong|với|tại|của|cho)\s)"
    ),
    re.compile(r"\s"),
)


def headline_from(lead: str) -> str:
    """A line of at most about 100 code points that begins as ``lead`` does.

    A short first sentence is taken whole; of a longer one as much as ends at a
    clause, marked with an ellipsis.
    """
    lead = " ".join(lead[: 20 * _LONGEST].split())
    sentence = lead[: first_sentence_end(lead)].strip()
    if len(sentence) <= _LONGEST:
        return sentence.removesuffix(".") if not sentence.endswith("..") else sentence
    opening = sentence[:_LONGEST]
    for pattern in _BREAKS:
        ends = [match.start() for match in pattern.finditer(opening) if match.start() >= _SHORTEST]
        if ends:
            return _close(opening[: ends[-1]])
    return _close(opening)


def _close(part: str) -> str:
    part = part.rstrip(" ,;:—–-(“‘")
    if part.endswith('"') and part.count('"') % 2:
        part = part.rstrip('" ')
    return part + "…"
