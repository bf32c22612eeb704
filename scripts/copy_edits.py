"""Ways in which one outlet prints the text of another, and ways that make it another text.

Used by ``evaluate_copies.py``. Every function is pure but for its source of chance.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

Edit = Callable[[str, Sequence[str], random.Random], str]
"""From a body, words and sentences of other articles, and chance, to another body."""

_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*[”\"’')]*\s*|\n+")
_WORD = re.compile(r"[^\W\d_]+")
_FACT = re.compile(r"\d+(?:[.,]\d+)*|(?<=[a-z,] )[A-Z][a-z]+")
_HEADS = (
    "HOME | WORLD | POLITICS | SPORT\nSign in to save this article\n\n",
    "Share on Facebook\nShare by e-mail\n\nBy our correspondent\n\n",
    "ADVERTISEMENT\n\n",
)
_FEET = (
    "\n\nSubscribe to our newsletter for the morning's most important stories.",
    "\n\nRelated: What we know so far\nMost read\n1. The week in pictures\n2. Our quiz of the year",
    "\n\n(Reporting by our foreign desk; editing by the night shift)\n© All rights reserved.",
)


def words_changed(share: float) -> Edit:
    """Copy-editing: ``share`` of the words replaced, left out, doubled or put in."""

    def edit(body: str, others: Sequence[str], chance: random.Random) -> str:
        pool = _WORD.findall(chance.choice(others)) or ["indeed"]

        def changed(found: re.Match[str]) -> str:
            word = found[0]
            if chance.random() >= share or word[0].isupper():
                return word
            kind = chance.random()
            new = chance.choice(pool).lower()
            return new if kind < 0.6 else "" if kind < 0.8 else f"{word} {new}"

        return _WORD.sub(changed, body)

    return edit


def sentences_dropped(body: str, others: Sequence[str], chance: random.Random) -> str:
    """Every eighth sentence left out."""
    return "".join(s for s in _sentences(body) if not s.strip() or chance.random() > 0.125)


def sentences_put_in(body: str, others: Sequence[str], chance: random.Random) -> str:
    """Two sentences of something else put in, or three in a long text."""
    sentences = _sentences(body)
    foreign = [s for s in _sentences(chance.choice(others)) if len(s.split()) > 6] or ["So it is. "]
    for _ in range(3 if len(sentences) > 40 else 2):
        sentences.insert(chance.randrange(len(sentences) + 1), chance.choice(foreign) + " ")
    return "".join(sentences)


def cut(body: str, others: Sequence[str], chance: random.Random) -> str:
    """The last third left out, as papers do for want of room."""
    sentences = _sentences(body)
    return "".join(sentences[: max(1, len(sentences) * 2 // 3)])


def furnished(body: str, others: Sequence[str], chance: random.Random) -> str:
    """Another outlet's furniture around it."""
    return chance.choice(_HEADS) + body + chance.choice(_FEET)


def all_of_it(body: str, others: Sequence[str], chance: random.Random) -> str:
    """A few sentences out, others in, five words of a hundred changed, other furniture."""
    for edit in (sentences_dropped, sentences_put_in, words_changed(0.05), furnished):
        body = edit(body, others, chance)
    return body


def same_frame(body: str, others: Sequence[str], chance: random.Random) -> str:
    """The same report with other figures and names: not a copy."""
    names = [found for other in others for found in _FACT.findall(other) if found[0].isalpha()]
    given: dict[str, str] = {}

    def changed(found: re.Match[str]) -> str:
        fact = found[0]
        if fact not in given:
            figures = "".join(str(chance.randrange(10)) if c.isdigit() else c for c in fact)
            given[fact] = figures if fact[0].isdigit() else chance.choice(names or ["Arden"])
        return given[fact]

    return _FACT.sub(changed, body)


def quoted(body: str, others: Sequence[str], chance: random.Random) -> str:
    """A quarter of it inside another article: not a copy."""
    sentences = _sentences(body)
    start = chance.randrange(max(1, len(sentences) * 3 // 4))
    piece = "".join(sentences[start : start + max(1, len(sentences) // 4)])
    other = _sentences(chance.choice(others))
    middle = len(other) // 2
    return "".join(other[:middle]) + piece + "".join(other[middle:])


COPIES: dict[str, Edit] = {
    "other headline only": lambda body, others, chance: body,
    "2 % of words": words_changed(0.02),
    "5 % of words": words_changed(0.05),
    "10 % of words": words_changed(0.10),
    "sentences dropped": sentences_dropped,
    "sentences put in": sentences_put_in,
    "last third cut": cut,
    "other furniture": furnished,
    "all of it": all_of_it,
}
OTHER_TEXTS: dict[str, Edit] = {"same frame, other facts": same_frame, "a quarter quoted": quoted}


def _sentences(body: str) -> list[str]:
    return _SENTENCE.findall(body)
