"""How personal names are built: which part may stand alone, what makes two of them one.

Family names come first in Vietnamese, Chinese and Korean. A Vietnamese is then
called by the given name (the last word), a Chinese or Korean by the family name,
most others by the last word.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import cache, lru_cache

from msgspec import Struct

from index.language.fold import match_key
from index.language.wordlists import read_data, section

# One or two syllables as Chinese and Korean given names are spelled in Latin letters.
_SYLLABLE = (
    r"(?:zh|ch|sh|kh|hs|ts|tz|ph|kw|gw|hw|hy|gy|ky|my|by|ry|py|[bcdfghjklmnpqrstwxyz])?"
    r"(?:iang|iong|uang|yeong|yeon|yeol|yeop|young|ying|eong|eung|yung|yang|ang|eng|ing|ong|ung|eon|eom|"
    r"eok|eul|eun|eui|iao|ian|uai|uan|yuk|yul|yun|yoo|oon|ook|ook|ool|yan|yao|yue|yo|yu|ya|ye|"
    r"ai|ak|al|am|an|ao|ap|ae|eo|ei|en|ek|el|eu|ee|ia|ie|ik|il|im|in|iu|ip|ok|ol|om|on|oo|ou|ua|ue|uh|ui|uk|"
    r"ul|um|un|uo|up|a|e|i|o|u)"
)
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "junior", "senior"})
_GENERATIONS = {"junior": "jr", "senior": "sr"}
_YOUNGER = "jr"
# "H.W." or "H. W." between given and family name tells a man from his son.
_SEVERAL_INITIALS = re.compile(r"(?<=[^\W\d_]{2}\s)(?:[^\W\d_]\.\s?){2,3}(?=[^\W\d_]{2})")
_ARTICLES = ("al-", "el-", "ad-", "as-", "ar-", "an-", "az-", "at-", "ash-")
_LONE_ARTICLES = frozenset({"al", "el"})
_LEAST_WORDS = 2
_REMEMBERED = 4096
_LONGEST_INITIALS = 2
_VIETNAMESE_LETTERS = frozenset("ăâđêôơưĂÂĐÊÔƠƯ")


@cache
def _east_given() -> re.Pattern[str]:
    """Compiled when first asked for: it takes milliseconds, and most starts do without."""
    return re.compile(rf"{_SYLLABLE}(?:{_SYLLABLE})?\Z")


def is_east_given(word: str) -> bool:
    """Whether ``word`` is spelled as one or two syllables of a Chinese or Korean given name."""
    return _east_given().match(word) is not None


def without_article(word: str) -> str:
    """``assad`` for ``al-assad``; other words (in lower case) as they are."""
    return word.partition("-")[2] if word.startswith(_ARTICLES) else word


class Order(Enum):
    """Which culture's order a full name follows."""

    VIETNAMESE = "Vietnamese"
    EAST_ASIAN = "East Asian"
    FAMILY_LAST = "family name last"


class PersonName(Struct, frozen=True):
    """A personal name taken apart. ``words``: match keys in order, without suffixes
    (Jr) and with Arabic articles off, so that ``al-Assad`` is ``assad``; initials
    that follow each other are one word. ``generation``: that suffix (``jr``, ``iii``),
    else empty. ``initials``: several of them between given and family name (``hw``),
    else empty."""

    words: tuple[str, ...]
    order: Order
    generation: str = ""
    initials: str = ""

    @property
    def younger(self) -> bool:
        """Whether the person is called Jr."""
        return self.generation == _YOUNGER

    @property
    def is_full(self) -> bool:
        """Whether there are at least two words that are more than initials."""
        return len(self.words) >= _LEAST_WORDS and len(self.first) > 1

    @property
    def first(self) -> str:
        """The given name that counts: ``mark`` of ``W. Mark Felt``."""
        words = self.words
        return words[1] if len(words) > _LEAST_WORDS and len(words[0]) == 1 else words[0]

    @property
    def key(self) -> str:
        """What equal persons of different articles share; only for full names.

        All words in Vietnamese, Chinese and Korean order, else first and last. ``jr``
        is part of it where it may tell a son from his father: not after a middle
        name in full, which is formal enough for one person alone.
        """
        if self.order is not Order.FAMILY_LAST:
            return " ".join(self.words)
        middle = self.words[1:-1] if self.first == self.words[0] else self.words[2:-1]
        younger = self.younger and not any(len(word) > _LONGEST_INITIALS for word in middle)
        parts = (self.first, self.initials, self.words[-1], "jr" if younger else "")
        return " ".join(part for part in parts if part)

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
        and all(is_east_given(piece) for piece in given)
    ):
        return Order.EAST_ASIAN
    if (
        words[0] in vietnamese - east
        and len(words) > _LEAST_WORDS
        and all(word in middle or is_east_given(word) for word in words[1:])
    ):
        return Order.VIETNAMESE
    return Order.FAMILY_LAST


@lru_cache(maxsize=_REMEMBERED)
def person_name(surface: str, language: str = "") -> PersonName:
    """``surface`` (a name without titles) taken apart; ``language`` is the article's, if known."""
    parts = match_key(surface.replace(",", " ")).split()
    generation = ""
    while len(parts) > 1 and parts[-1] in _SUFFIXES:
        suffix = parts.pop()
        generation = _GENERATIONS.get(suffix, suffix)
    several = _SEVERAL_INITIALS.search(surface)
    words: list[str] = []
    after_initial = False
    for part in parts:
        for article in _ARTICLES:
            if part.startswith(article) and len(part) > len(article) + 2:
                part = part[len(article) :]
                break
        if part in _LONE_ARTICLES and len(parts) > 1:
            continue
        for piece in part.split("-"):
            if len(piece) == 1 and words and after_initial:
                words[-1] += piece
            elif piece:
                words.append(piece)
            after_initial = len(piece) == 1
    joined = tuple(words) or tuple(parts)
    order = _order(surface, joined, parts, language)
    initials = match_key(several[0]).replace(" ", "") if several else ""
    return PersonName(joined, order, generation, initials)


def shortens(short: PersonName, full: PersonName) -> bool:
    """Whether ``short`` may be another way to say ``full`` within one article.

    One word: the part that stands alone. Several words: the same first and last,
    or a run of words at the end (``López Obrador``), or initials for given names.
    """
    if short.words == full.words:
        return same_generation(short, full) or full.key == short.key
    if len(short.words) >= len(full.words) or not may_be_of(short, full):
        return False
    if len(short.words) == 1:
        return short.words[0] in full.alone
    if full.order is not Order.FAMILY_LAST:
        return short.words == full.words[-len(short.words) :]
    if short.words[-1] != full.words[-1]:
        return False
    if short.words == full.words[-len(short.words) :]:
        return True
    if short.initials and short.initials != full.initials:
        return False
    first, other = short.first, full.first
    return first == other or (len(first) == 1 and first == other[0])


def same_generation(name: PersonName, other: PersonName) -> bool:
    """Whether what stands behind two names does not tell a father from his son.

    Who is called Jr is always called so in full; ``Sr`` and ``III`` may be left out.
    """
    ours, theirs = name.generation, other.generation
    return ours == theirs or (_YOUNGER not in (ours, theirs) and "" in (ours, theirs))


def may_be_of(short: PersonName, full: PersonName) -> bool:
    """Whether the generation behind a shorter name lets it be ``full``'s.

    ``Trump Jr`` is no Donald J. Trump, and Donald Trump no Donald J. Trump Jr; the last
    name alone may be anybody's.
    """
    is_bare = len(short.words) == 1 and not short.generation
    return is_bare or same_generation(short, full) or short.key == full.key


@cache
def short_given_names() -> dict[str, frozenset[str]]:
    """Given name → the names in full that it may be short for, itself included."""
    found: dict[str, set[str]] = {}
    for line in read_data("nicknames.txt").splitlines():
        if "=" in line and not line.startswith("#"):
            full, _, shorts = line.partition("=")
            for name in (full, *shorts.split(",")):
                found.setdefault(match_key(name), set()).add(match_key(full))
    return {name: frozenset(fulls) for name, fulls in found.items()}


def same_given_name(first: str, other: str) -> bool:
    """Whether two given names (match keys) may be one: ``joe`` and ``joseph``."""
    names = short_given_names()
    return first == other or not names.get(first, frozenset()).isdisjoint(names.get(other, ()))
