"""Putting right the case of lines that shout, whisper or Capitalise Every Word.

Names are found by their capitals, which say nothing in an ALL-CAPS line, a
headline in Title Case or a text without any capitals. Such lines are rewritten,
one character for one, the way running text would write their words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.article import Zone, ZoneKind
from index.language.names.lexicon import FIRM_PLACES, lexicon
from index.language.names.words import capital_share, word_table
from index.language.wordlists import section

_WORD = re.compile(r"[^\W\d_]+")
_LINE = re.compile(r"[^\n]+")
_LEAST_WORDS = 3
_LEAST_TITLE_WORDS = 5
_LONGEST_HEADLINE = 200
# Shares of capitalised uses in running text beyond which a word counts as a name.
_NAME_WHEN_SHOUTED = 0.5
_NAME_WHEN_WHISPERED = 0.69
_WORD_WHEN_TITLED = 0.1


def recase(folded: str, zones: Sequence[Zone] = ()) -> str:
    """``folded`` with the case of such lines put right; every character stays in its place."""
    headlines = [zone for zone in zones if zone.kind is ZoneKind.HEADLINE]
    no_capitals = not any(char.isupper() for char in folded)
    pieces: list[str] = []
    end = 0
    for line in _LINE.finditer(folded):
        words = _WORD.findall(line[0])
        if len(words) < _LEAST_WORDS:
            continue
        in_headline = any(zone.start <= line.start() < zone.end for zone in headlines)
        recased = _recase_line(line[0], words, whispers=no_capitals or in_headline)
        if recased is not None:
            pieces += (folded[end : line.start()], recased)
            end = line.end()
    return "".join(pieces) + folded[end:] if pieces else folded


def _recase_line(line: str, words: list[str], *, whispers: bool) -> str | None:
    long_words = [word for word in words if len(word) > 3]
    titled = len([word for word in long_words if word[0].isupper()])
    if titled <= 0.7 * len(long_words) and line.isascii() and not whispers:
        # Most lines: neither capitals nor title case are left to ask about.
        return None
    shouted = sum(word.isupper() for word in long_words)
    if len(long_words) >= _LEAST_WORDS and shouted > 0.7 * len(long_words):
        return _WORD.sub(_shouted, line)
    if whispers and not any(word[0].isupper() for word in words):
        return _WORD.sub(_whispered, line)
    if (
        len(words) >= _LEAST_TITLE_WORDS
        and len(line) <= _LONGEST_HEADLINE
        and titled > 0.8 * len(long_words)
        and not line.rstrip().endswith((".", ",", ";", ":"))
    ):
        return _WORD.sub(_titled, line)
    return None


def _share(word: str) -> float | None:
    return capital_share(word_table()[word.lower()][2])


def _shouted(match: re.Match[str]) -> str:
    word = match[0]
    key = word.lower()
    lists = lexicon()
    if key in _function_words() or not word.isupper():
        return key if key in _function_words() else word
    share = _share(word)
    if len(word) <= 5 and (key in lists.known and lists.places.get(key) is None):
        return key if share is not None and share <= _NAME_WHEN_SHOUTED else word
    if share is None:
        return word.capitalize() if len(word.capitalize()) == len(word) else word
    if share > _NAME_WHEN_SHOUTED or lists.places.get(key) in FIRM_PLACES - {"city"}:
        return word.capitalize() if len(word) > 2 or key not in lists.places else word
    return key if len(key) == len(word) else word


def _whispered(match: re.Match[str]) -> str:
    word = match[0]
    share = _share(word)
    name = share is None or share > _NAME_WHEN_WHISPERED or lexicon().is_people(word)
    if not name or word in _function_words():
        return word
    capitalised = word.capitalize()
    return capitalised if len(capitalised) == len(word) else word


def _titled(match: re.Match[str]) -> str:
    word = match[0]
    if not word[0].isupper() or word.isupper():
        return word
    share = _share(word)
    common = share is not None and share <= _WORD_WHEN_TITLED
    lowered = word.lower()
    return (
        lowered if (common or lowered in _function_words()) and len(lowered) == len(word) else word
    )


def _function_words() -> frozenset[str]:
    return section("heads.txt", "function_words", "connectors")
