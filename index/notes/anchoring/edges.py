"""Where a change begins and ends, when the texts leave that open.

``One. [Two. ]Three`` can as well be read as ``One[. Two]. Three``: the same words
are gone. A full stop belongs to what stands before it, a quote that opens to
what stands behind, so that passages beside a change keep their own.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable

from index.notes.anchoring.tokens import Tokens


def settle_edges(tokens: Tokens, there: array[int], move: Callable[[int, int], None]) -> None:
    """Shift the stretches of ``tokens`` without counterparts off the signs beside them.

    ``there[i]`` is the counterpart of token i, -1 for none; ``move(i, k)`` has token k have the
    counterpart of token i, which then has none. Only stretches whose neighbours are neighbours
    on the other side, too, can be shifted: nothing stands there in their place.
    """
    count = len(tokens)
    end = 0
    while end < count:
        start = end
        while start < count and there[start] >= 0:
            start += 1
        end = start
        while end < count and there[end] < 0:
            end += 1
        if not 0 < start < end < count or there[start - 1] + 1 != there[end]:
            continue
        while (
            end < count
            and there[end] == there[start - 1] + 1
            and tokens.ids[start] == tokens.ids[end]
            and _closes(tokens, start)
        ):
            move(end, start)
            start, end = start + 1, end + 1
        while (
            start > 0
            and there[start - 1] >= 0
            and tokens.ids[start - 1] == tokens.ids[end - 1]
            and _opens(tokens, end - 1)
        ):
            move(start - 1, end - 1)
            start, end = start - 1, end - 1
        # What was shifted off is looked at no more.
        while end < count and there[end] < 0:
            end += 1


def _is_sign(tokens: Tokens, i: int) -> bool:
    return not tokens.text[tokens.starts[i]].isalnum()


def _closes(tokens: Tokens, i: int) -> bool:
    """Whether token i is a sign right behind a word."""
    return i > 0 and _is_sign(tokens, i) and tokens.ends[i - 1] == tokens.starts[i]


def _opens(tokens: Tokens, i: int) -> bool:
    """Whether token i is a sign right before a word, with a blank before it."""
    attached = i + 1 < len(tokens) and tokens.ends[i] == tokens.starts[i + 1]
    return attached and _is_sign(tokens, i) and not _closes(tokens, i)
