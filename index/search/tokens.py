"""Text into words: where each one stands, and the terms under which it is found.

A word is a run of letters, digits and marks, without an English possessive
*'s*. Scripts written without spaces (Chinese, Japanese, Thai …) and Hangul are
cut into overlapping pairs of characters, a last single character closing the
run, so that every character begins exactly one token; a word of several
characters is then found as a phrase of pairs. Full and half width are one, a
voicing mark belongs to its kana, and what cannot be seen parts nothing.

Every token takes one position. No word is dropped: "to be or not to be" is a
phrase like any other.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import zip_longest
from typing import NamedTuple

from index.language.fold import fold_case
from index.search.stemming import stem

LONGEST_WORD = 64
"""Characters of a word that count; longer ones are found by their beginning."""

# What stands inside a word but is not part of its spelling: accents that did not
# compose, vowel points of Hebrew and Arabic, joiners, soft hyphens, variants of signs.
_IGNORED = re.compile(
    "[\u00ad\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200d\u2060\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\U000e0100-\U000e01ef]+"
)
_UNSPACED_CLASS = (
    "\u0e01-\u0e4e\u0e81-\u0edf\u1000-\u109f\u1100-\u11ff\u1780-\u17d3"
    "\u3005-\u3007\u3031-\u3035\u303b\u303c\u3041-\u3096\u3099-\u309f\u30a1-\u30fa\u30fc-\u30ff"
    "\u3105-\u312f\u3131-\u318e\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
_VOICING = "\u3099\u309a"
# Soft hyphens, joiners and the like, and the space without width that Khmer, Thai
# and Burmese put between words or leave out as they please.
_UNSEEN = "\u00ad\u200b-\u200d\u2060\ufe00-\ufe0f\U000e0100-\U000e01ef"
# Letters and digits that are spelled in several ways: the Arabic yeh, kaf and heh
# of different languages, letters in the shape they take inside a word, digits.
_RESPELLED = re.compile(
    "[\u0629\u0640\u0649\u0660-\u0669\u06a9\u06c0\u06c1\u06cc\u06d5\u06f0-\u06f9\u0966-\u096f"
    "\u09e6-\u09ef\u0be6-\u0bef\ufb00-\ufdff\ufe70-\ufefc]"
)
_SPELLINGS = str.maketrans("\u0629\u0649\u06a9\u06c0\u06c1\u06cc\u06d5", "هيكههيه", "\u0640")
# The blocks that hold combining marks; only they need to be looked through.
_MARKED_BLOCKS = (
    (0x300, 0x20FF),
    (0x2CEF, 0x30FF),
    (0xA66F, 0xABED),
    (0xFE00, 0xFE2F),
    (0x11000, 0x11FFF),
    (0x1E000, 0x1E95F),
)
_LAST_PLANE_0 = 0xFFFF
_ASCII = bytes(range(128))
_UNSEEN_IN_WORDS = "\u00ad\u200c\u200d\u2060"


# These take milliseconds to compile, and most texts do without.
@lru_cache(maxsize=1)
def unspaced() -> re.Pattern[str]:
    """Finds the runs without spaces in a word."""
    return re.compile(f"[{_UNSPACED_CLASS}](?:[{_UNSEEN}]*[{_UNSPACED_CLASS}])*")


@lru_cache(maxsize=1)
def _unit() -> re.Pattern[str]:
    return re.compile(f"[{_UNSPACED_CLASS}][{_VOICING}]?")


@lru_cache(maxsize=1)
def _any_mark() -> re.Pattern[str]:
    marks = [
        code
        for first, last in _MARKED_BLOCKS
        for code in range(first, last + 1)
        if unicodedata.category(chr(code))[0] == "M"
    ]
    low = _class_of([code for code in marks if code <= _LAST_PLANE_0])
    # Apart and wide: re has a fast table for a class only without astral characters.
    astral = [code for code in marks if code > _LAST_PLANE_0]
    high = f"{chr(min(astral))}-{chr(max(astral))}"
    in_high = f"[{_class_of(astral)}]"
    return re.compile(f"(?:[{low}{_UNSEEN_IN_WORDS}]|(?=[{high}]){in_high})")


def _class_of(codes: list[int]) -> str:
    """The inside of a character class with these ascending codes, as ranges."""
    starts = [code for code, before in zip(codes, [-1, *codes], strict=False) if code != before + 1]
    ends = [code for code, after in zip(codes, [*codes[1:], -1], strict=True) if code != after - 1]
    return "".join(f"{chr(start)}-{chr(end)}" for start, end in zip(starts, ends, strict=True))


@lru_cache(maxsize=1)
def _any_script_word() -> re.Pattern[str]:
    # What is not seen parts nothing where nothing else parts words.
    one = f"[{_UNSPACED_CLASS}]"
    inner = rf"(?:(?<={one})[{_UNSEEN}]+(?={one})|{_any_mark().pattern})"
    possessive = rf"(?<![{_UNSPACED_CLASS}])'s(?![^\W_]|{inner})"
    return re.compile(rf"((?:[^\W_]+|{inner}+)+)(?:{possessive})?")


_PLAIN_WORD = re.compile(r"([^\W_]+)(?:'s(?![^\W_]))?")


@lru_cache(maxsize=1)
def unspaced_run() -> re.Pattern[str]:
    """Finds in any folded text the runs that :func:`unspaced` finds in its words.

    (Python may know a script without knowing its newest characters.)
    """
    one = rf"(?=\w|{_any_mark().pattern})[{_UNSPACED_CLASS}]"
    return re.compile(rf"{one}(?:[{_UNSEEN}]*{one})*")


_NONE = (0, 0, "")


class Token(NamedTuple):
    """A word of a text: ``[start, end)`` in code points of that text.

    ``word`` is the folded word, ``term`` its stem, ``surface`` the word as
    written. ``paired`` tells a piece of an unspaced run, which has no stem.
    """

    start: int
    end: int
    word: str
    term: str
    surface: str
    paired: bool = False


def tokens(
    text: str, folded: str | None = None, start: int = 0, is_plain: bool | None = None
) -> Iterator[Token]:
    """The words of ``text`` (NFC) in order, one position each.

    ``folded`` is ``fold_case(text)`` where the caller has it already, ``is_plain`` what
    :func:`has_plain_words` says of it; words are looked for from ``start`` on, which is the
    beginning of one.
    """
    folded = fold_case(text) if folded is None else folded
    is_plain = has_plain_words(folded) if is_plain is None else is_plain
    pattern = _PLAIN_WORD if is_plain else _any_script_word()
    for match in pattern.finditer(folded, start):
        begin, end = match.span(1)
        run = match[1]
        if is_plain or run.isascii():
            yield _whole(text, begin, end, run)
        else:
            yield from _pieces(text, begin, run)


@lru_cache(maxsize=256)
def phrase_of(text: str) -> tuple[Token, ...]:
    """The words of a query's word or phrase, to be found one after another.

    The single character that closes an unspaced run is left out (the run may go
    on in an article) unless it is all there is of the run.
    """
    found = tuple(tokens(text))
    closes_run = len(found) > 1 and found[-2].paired and found[-2].end == found[-1].end
    return found[:-1] if closes_run else found


def is_single(token: Token) -> bool:
    """Whether the token is a lone character, which begins a pair wherever it stands."""
    return token.paired and len(token.word) == 1


def has_plain_words(folded: str) -> bool:
    """Whether every word of a folded text is a plain run of letters and digits."""
    if folded.isascii():
        return True
    # Few characters of most texts are others: only these are asked about, each once.
    utf8 = folded.encode("utf-8", "surrogatepass").translate(None, _ASCII)
    return all(map(_is_plain, set(utf8.decode("utf-8", "surrogatepass"))))


@lru_cache(maxsize=4096)
def _is_plain(char: str) -> bool:
    """Whether a character is as good as any letter or as what stands between words."""
    if "\u0e01" <= char <= "\u1cff" or char in _UNSEEN_IN_WORDS:
        return False
    kind = unicodedata.category(char)[0]
    if char >= "\u2e80":
        # Pictures and punctuation, but not the voicing marks of kana standing alone.
        return kind in "SPZ" and char not in "\u309b\u309c"
    return kind != "M" and not _RESPELLED.match(char)


def _pieces(text: str, start: int, run: str) -> Iterator[Token]:
    at = 0
    for found in unspaced().finditer(run):
        yield from _spelled(text, start + at, run[at : found.start()])
        yield from pairs(found[0], start + found.start())
        at = found.end()
    yield from _spelled(text, start + at, run[at:])


def _spelled(text: str, start: int, run: str) -> Iterator[Token]:
    word = _IGNORED.sub("", run)
    if not word.isascii() and _RESPELLED.search(word):
        word = _respelled(word)
    if word:
        yield _whole(text, start, start + len(run), word)


def _respelled(word: str) -> str:
    """A folded word in the one spelling under which it is found."""
    plain = unicodedata.normalize("NFKC", word).translate(_SPELLINGS)
    digits = (str(unicodedata.decimal(char, char)) for char in plain)
    return _IGNORED.sub("", fold_case("".join(digits)))


def _whole(text: str, start: int, end: int, word: str) -> Token:
    word = word[:LONGEST_WORD]
    return Token(start, end, word, stem(word), text[start : min(end, start + LONGEST_WORD)])


def pairs(run: str, start: int) -> Iterator[Token]:
    """The overlapping pairs of an unspaced ``run`` and its last character."""
    units = [(unit.start(), unit.end(), unit[0]) for unit in _unit().finditer(run)]
    for (begin, end, one), (_, next_end, other) in zip_longest(units, units[1:], fillvalue=_NONE):
        pair = unicodedata.normalize("NFC", one + other)
        last = next_end or end
        yield Token(start + begin, start + last, pair, pair, run[begin:last], True)
