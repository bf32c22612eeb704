"""The words of the index itself: what is spelled almost alike, and what was probably meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.search.snapshot import Snapshot

FIXED_LETTERS = 2
_MOST_FORMS = 200_000
_MOST_NEAR = 50


def words_near(snapshot: Snapshot, field: str, word: str) -> list[str]:
    """The folded words of a text field at most one letter away from ``word``.

    The first two letters are taken as right. One letter may be missing, too
    many, wrong, or two neighbours swapped.
    """
    found: set[str] = set()
    start = word[:FIXED_LETTERS].encode("utf-8", "replace")
    for data in snapshot.segments:
        forms = data.forms(f"{field}_form")
        if forms is None:
            continue
        first, last = forms.prefix_range(start)
        for term in forms.terms(first, min(last, first + _MOST_FORMS)):
            text = term.split(b"\0", 1)[0].decode("utf-8", "replace")
            if text not in found and abs(len(text) - len(word)) <= 1 and one_apart(word, text):
                found.add(text)
    return sorted(found)[:_MOST_NEAR]


def one_apart(one: str, other: str) -> bool:
    """Whether the two are equal or one letter added, dropped, changed or swapped apart."""
    if one == other:
        return True
    if abs(len(one) - len(other)) > 1:
        return False
    at = 0
    shorter = min(len(one), len(other))
    while at < shorter and one[at] == other[at]:
        at += 1
    rest, other_rest = one[at:], other[at:]
    if rest[1:] == other_rest[1:] or rest[1:] == other_rest or rest == other_rest[1:]:
        return True
    return rest[:2] == other_rest[:2][::-1] and rest[2:] == other_rest[2:]
