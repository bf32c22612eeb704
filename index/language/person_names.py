"""How personal names are built: which part may stand alone, what makes two of them one.

Family names come first in Vietnamese, Chinese and Korean. A Vietnamese is then
called by the given name (the last word), a Chinese or Korean by the family name,
most others by the last word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import cache

from index.language.fold import match_key
from index.language.wordlists import section

# One or two syllables as Chinese and Korean given names are spelled in Latin letters.
_SYLLABLE = (
    r"(?:zh|ch|sh|kh|hs|ts|tz|ph|kw|gw|hw|hy|gy|ky|my|by|ry|py|[bcdfghjklmnpqrstwxyz])?"
    r"(?:iang|iong|uang|yeong|yeon|yeol|yeop|young|ying|eong|eung|yung|yang|ang|eng|ing|ong|ung|eon|eom|"
    r"eok|eul|eun|eui|iao|ian|uai|uan|yuk|yul|yun|yoo|oon|ook|ook|ool|yan|yao|yue|yo|yu|ya|ye|"
    r"ai|ak|al|am|an|ao|ap|ae|eo|ei|en|ek|el|eu|ee|ia|ie|ik|il|im|in|iu|ip|ok|ol|om|on|oo|ou|ua|ue|uh|ui|uk|"
    r"ul|um|un|uo|up|a|e|i|o|u)"
)
_EAST_GIVEN = re.compile(rf"{_SYLLABLE}(?:{_SYLLABLE})?\Z")
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "junior", "senior"})
_ARTICLES = ("al-", "el-", "ad-", "as-", "ar-", "an-", "az-", "at-", "ash-")
_LONE_ARTICLES = frozenset({"al", "el"})
_LEAST_WORDS = 2
_VIETNAMESE_LETTERS = frozenset("ăâđêôơưĂÂĐÊÔƠƯ")


class Order(Enum):
    """Which culture's order a full name follows."""

    VIETNAMESE = "Vietnamese"
    EAST_ASIAN = "East Asian"
    FAMILY_LAST = "family name last"


@dataclass(frozen=True, slots=True)
class PersonName:
    """A personal name taken apart. ``words``: match keys in order, without suffixes
    (Jr) and with Arabic articles off, so that ``al-Assad`` is ``assad``."""

    words: tuple[str, ...]
    order: Order

    @property
    def is_full(self) -> bool:
        """Whether there are at least two words that are more than initials."""
        return len(self.words) >= _LEAST_WORDS and len(self.words[0]) > 1

    @property
    def key(self) -> str:
        """What equal persons of different articles share; only for full names.

        All words in Vietnamese, Chinese and Korean order, else first and last.
        """
        if self.order is Order.FAMILY_LAST:
            return f"{self.words[0]} {self.words[-1]}"
        return " ".join(self.words)

    @property
    def alone(self) -> frozenset[str]:
        """The single words that news calls this person by after the first mention."""
        if self.order is Order.VIETNAMESE:
            return frozenset(self.words[-1:])
        if self.order is Order.EAST_ASIAN:
            return frozenset(self.words[:1])
        return frozenset(self.words[-1:])


@cache
def _families() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    return (
        section("persons.txt", "vietnamese_family"),
        section("persons.txt", "east_family"),
        section("persons.txt", "middle_vietnamese"),
    )


def _order(surface: str, words: tuple[str, ...], parts: list[str], language: str) -> Order:
    vietnamese, east, middle = _families()
    if len(words) < _LEAST_WORDS:
        return Order.FAMILY_LAST
    given = [piece for part in parts[1:] for piece in part.split("-")]
    if words[0] in vietnamese and (
        language.startswith("vi")
        or _VIETNAMESE_LETTERS.intersection(surface)
        or words[0]
        in {"nguyen", "tran", "pham", "hoang", "huynh", "vo", "bui", "trinh", "truong", "phung"}
        or (len(words) > _LEAST_WORDS and words[1] in middle and words[0] not in east)
        or (words[0] == "ho" and words[1:2] == ("chi",))
    ):
        return Order.VIETNAMESE
    if (
        words[0] in east
        and len(given) <= _LEAST_WORDS
        and all(_EAST_GIVEN.match(piece) for piece in given)
    ):
        return Order.EAST_ASIAN
    if (
        words[0] in vietnamese - east
        and len(words) > _LEAST_WORDS
        and all(word in middle or _EAST_GIVEN.match(word) for word in words[1:])
    ):
        return Order.VIETNAMESE
    return Order.FAMILY_LAST


def person_name(surface: str, language: str = "") -> PersonName:
    """``surface`` (a name without titles) taken apart; ``language`` is the article's, if known."""
    parts = match_key(surface.replace(",", " ")).split()
    while len(parts) > 1 and parts[-1] in _SUFFIXES:
        parts.pop()
    words: list[str] = []
    for part in parts:
        for article in _ARTICLES:
            if part.startswith(article) and len(part) > len(article) + 2:
                part = part[len(article) :]
                break
        if part in _LONE_ARTICLES and len(parts) > 1:
            continue
        words += [piece for piece in part.split("-") if piece]
    joined = tuple(words) or tuple(parts)
    return PersonName(joined, _order(surface, joined, parts, language))


def shortens(short: PersonName, full: PersonName) -> bool:
    """Whether ``short`` may be another way to say ``full`` within one article.

    One word: the part that stands alone. Several words: the same first and last,
    or a run of words at the end (``López Obrador``), or initials for given names.
    """
    if short.words == full.words:
        return True
    if len(short.words) >= len(full.words):
        return False
    if len(short.words) == 1:
        return short.words[0] in full.alone
    if full.order is not Order.FAMILY_LAST:
        return short.words == full.words[-len(short.words) :]
    if short.words[-1] != full.words[-1]:
        return False
    if short.words == full.words[-len(short.words) :]:
        return True
    first, other = short.words[0], full.words[0]
    return first == other or (len(first) == 1 and first == other[0])
