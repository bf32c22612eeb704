"""Putting right the case of lines that shout, whisper or Capitalise Every Word.

Names are found by their capitals, which say nothing in an ALL-CAPS line, a
headline in Title Case or a text without any capitals. Such lines are rewritten,
one character for one, the way running text would write their words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from index.article import Zone, ZoneKind
from index.language.names.lexicon import FIRM_PLACES, lexicon, phrase_key
from index.language.names.words import capital_share, word_table
from index.language.wordlists import section

_WORD = re.compile(r"[^\W\d_]+")
_LINE = re.compile(r"[^\n]+")
_LEAST_WORDS = 3
_LONGEST_SYLLABLE = 6
_LEAST_ACRONYM, _LONGEST_ACRONYM = 3, 8
_LEAST_TITLE_WORDS = 5
_LONGEST_HEADLINE = 200
# Shares of capitalised uses in running text beyond which a word counts as a name.
_NAME_WHEN_SHOUTED = 0.5
_NAME_WHEN_WHISPERED = 0.69
_WORD_WHEN_TITLED = 0.1
# Words that behind a name are hardly anything but part of it.
_BODIES = frozenset(
    {"party", "university", "airlines", "airways", "electronics", "motors", "cartel"}
    | {"association", "federation", "pharmaceuticals", "petroleum"}
)


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
        return _with_phrases(_WORD.sub(_shouted, line))
    if whispers and not any(word[0].isupper() for word in words):
        return _with_phrases(_WORD.sub(_whispered, line))
    if (
        len(words) >= _LEAST_TITLE_WORDS
        and len(line) <= _LONGEST_HEADLINE
        and titled > 0.8 * len(long_words)
        and not line.rstrip().endswith((".", ",", ";", ":"))
    ):
        return _WORD.sub(_titled, line)
    return None


def _with_phrases(line: str) -> str:
    """``line`` with what belongs to its names written as in names: what lists know (``Red Sea``,
    ``Can Tho``), the word behind a name that makes it a body (``Sinaloa Cartel``), what brackets
    shorten, and names in the order of Vietnam, China and Korea."""
    words = list(_WORD.finditer(line))
    keys = [word[0].lower() for word in words]
    function = _function_words()
    capitals: set[int] = set()
    smalls: set[int] = set()
    for first in range(len(words)):
        last = _phrase_end(line, words, keys, first)
        inside = [at for at in range(first, last + 1) if keys[at] not in function]
        capitals.update(inside, {first, last} if last > first and keys[first] != "the" else ())
        if keys[first] in _BODIES and first and words[first - 1][0][0].isupper():
            capitals.add(first)
        if line[words[first].start() - 1 : words[first].start()] == "(":
            capitals.update(_spelled_out(keys, first))
        eastern, syllable = _eastern_name(line, words, keys, first)
        capitals.update(eastern)
        smalls.update(syllable)
    pieces: list[str] = []
    end = 0
    for at in sorted(capitals | smalls):
        word = words[at][0]
        written = word.lower() if at in smalls else word[0].upper() + word[1:]
        if len(written) == len(word):
            pieces += (line[end : words[at].start()], written)
            end = words[at].end()
    return "".join(pieces) + line[end:]


def _phrase_end(line: str, words: Sequence[re.Match[str]], keys: Sequence[str], first: int) -> int:
    """The last word of the longest name of several words that lists know from ``first`` on;
    the word before ``first``: there is none."""
    lists = lexicon()
    reach = max(lists.known_reach.get(keys[first], 0), lists.places_reach.get(keys[first], 0))
    for last in range(min(first + reach, len(words)) - 1, first, -1):
        phrase = phrase_key(line[words[first].start() : words[last].end()].lower())
        if phrase in lists.known or phrase in lists.places:
            return last
    return first - 1


def _eastern_name(
    line: str, words: Sequence[re.Match[str]], keys: Sequence[str], first: int
) -> tuple[list[int], list[int]]:
    """Of ``park hang-seo`` and ``tran hung dao``, whose parts are common words, those that are
    written with a capital, and the second half of a name with a hyphen, which is not."""
    syllables, families, inner = _eastern_words()
    if keys[first] not in families or first + 2 >= len(words):
        return [], []
    second, third = keys[first + 1], keys[first + 2]
    gaps = [line[words[at].end() : words[at + 1].start()] for at in (first, first + 1)]
    if gaps == [" ", "-"] and second in syllables and third in syllables:
        return [first, first + 1], [first + 2]
    fits = second in inner and second not in _function_words() and third not in _function_words()
    if gaps == [" ", " "] and fits and len(third) <= _LONGEST_SYLLABLE:
        return [first, first + 1, first + 2], []
    return [], []


@cache
def _eastern_words() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    return (
        section("persons.txt", "given_syllables"),
        section("persons.txt", "east_family", "vietnamese_family"),
        section("persons.txt", "middle_vietnamese", "vietnamese_family"),
    )


def _spelled_out(keys: Sequence[str], acronym: int) -> list[int]:
    """The words before an acronym in brackets whose first letters it is made of.

    Small words between them have a letter in it only where it is made of no others.
    """
    letters = keys[acronym]
    if not _LEAST_ACRONYM <= len(letters) <= _LONGEST_ACRONYM:
        return []
    before = keys[:acronym]
    return _ending_in(before, letters, small=False) or _ending_in(before, letters, small=True)


def _ending_in(keys: Sequence[str], letters: str, *, small: bool) -> list[int]:
    """The last words whose first letters are ``letters``, other small ones passed over.

    ``small`` says that a small word may have one of the letters, too.
    """
    found: list[int] = []
    for at in range(len(keys) - 1, -1, -1):
        passed_over = keys[at] in _function_words()
        if keys[at][0] == letters[-1 - len(found)] and (small or not passed_over):
            found.append(at)
            if len(found) == len(letters):
                return found
        elif not passed_over:
            return []
    return []


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
