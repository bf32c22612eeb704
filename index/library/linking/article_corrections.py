"""Corrections of what an article says of itself: its day, headline, outlet and authors.

They are held against an article as it was read. :func:`corrected_facts` gives what comes of
them; :mod:`index.library.linking.correcting` has the archive hold it and the article read anew.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from index.article import EITHER_FIRST, ArticleFacts, Interval, Known, Publication
from index.language.typed_dates import NO_DATE, in_words
from index.library.linking.anchors import as_text
from index.store.values import interval_of, iso

BY_HAND = "corrected by hand"
"""Begins the reason of a publication date that the user gave."""
_DIGITS = re.compile(r"\b(\d{1,2})[./-](\d{1,2})[./-]\d{2,4}\b")


class ArticleFact(StrEnum):
    """What can be put right of an article itself."""

    DATE = "date"
    TITLE = "title"
    OUTLET = "outlet"
    AUTHORS = "authors"


Value: TypeAlias = Interval | str | tuple[str, ...]


class SaidOfArticle(Struct, frozen=True):
    """``fact`` of ``article`` (its key) is ``value``: days, words, or names of authors.

    Without days no date is known, without words no outlet.
    """

    article: str
    fact: ArticleFact
    value: Value

    def body(self) -> dict[str, Any]:
        """The wish as JSON keeps it."""
        return {"article": self.article, "value": _value_body(self.value)}


Facts: TypeAlias = Mapping[ArticleFact, Value]
"""What was said of one article."""


def said_in(fact: ArticleFact, body: Mapping[str, Any]) -> SaidOfArticle:
    """The wish that JSON keeps; raises ``KeyError``, ``TypeError``, ``ValueError``."""
    held = body["value"]
    value: Value
    if fact is ArticleFact.DATE:
        begin, end = held
        value = interval_of(begin, end)
    elif fact is ArticleFact.AUTHORS:
        value = tuple(map(as_text, held))
    else:
        value = as_text(held)
    return SaidOfArticle(as_text(body["article"]), fact, value)


def _value_body(value: Value) -> Any:
    if isinstance(value, Interval):
        return [iso(value.begin), iso(value.end)]
    return value if isinstance(value, str) else list(value)


def effect_of(facts: Facts) -> str:
    """What corrections come to for one article, as the archive keeps it."""
    return json.dumps(
        {str(fact): _value_body(facts[fact]) for fact in sorted(facts)}, ensure_ascii=False
    )


def corrected_facts(read: ArticleFacts, facts: Facts) -> ArticleFacts:
    """What is so of an article of which ``read`` was read and ``facts`` were said."""
    for fact, value in facts.items():
        match fact, value:
            case ArticleFact.DATE, Interval():
                how = Known.STATED if value else Known.UNKNOWN
                reason = f"{BY_HAND}; {as_read_words(read.published)}"
                read = replace(read, published=Publication(value, how, reason))
            case ArticleFact.TITLE, str():
                read = replace(read, title=value, title_stated=True)
            case ArticleFact.OUTLET, str():
                read = replace(read, outlet=value)
            case ArticleFact.AUTHORS, tuple():
                read = replace(read, authors=value)
    return read


def as_read_words(read: Publication) -> str:
    """What was read of a publication date, in words: its header says …, it was read as …."""
    reason = read.reason.removeprefix(EITHER_FIRST)
    if read.how is Known.STATED and reason:
        return reason
    days = in_words(read.interval)
    if days == NO_DATE[0]:
        return "no date was read"
    return f"worked out: {days}" if read.how is Known.INFERRED else f"read as {days}"


def day_first_by_hand(published: Publication) -> bool | None:
    """Whether the day comes first in dates in digits, as the user's reading of one tells."""
    day = published.interval.begin
    digits = _DIGITS.search(published.reason)
    if not published.reason.startswith(BY_HAND) or digits is None or day is None:
        return None
    said = (int(digits[1]), int(digits[2]))
    if said[0] == said[1] or not published.interval.is_day:
        return None
    return {(day.day, day.month): True, (day.month, day.day): False}.get(said)


def weigh_facts(
    wishes: Mapping[int, SaidOfArticle],
) -> tuple[dict[str, dict[ArticleFact, Value]], frozenset[int]]:
    """What was said of which article, and the numbers of what was said of it again later."""
    found: dict[str, dict[ArticleFact, Value]] = {}
    latest: dict[tuple[str, ArticleFact], int] = {}
    overruled = []
    for number in sorted(wishes):
        wish = wishes[number]
        if (before := latest.get((wish.article, wish.fact))) is not None:
            overruled.append(before)
        latest[wish.article, wish.fact] = number
        found.setdefault(wish.article, {})[wish.fact] = wish.value
    return found, frozenset(overruled)


def words_of_fact(wish: SaidOfArticle, article: str) -> str:
    """A wish in words; ``article`` is what the article is called, in quotes."""
    value = wish.value
    match wish.fact:
        case ArticleFact.DATE:
            assert isinstance(value, Interval)
            if not value:
                return f"no publication date is known of {article}"
            return f"the publication date of {article} is {in_words(value)}"
        case ArticleFact.TITLE:
            return f"the headline of {article} is “{value}”"
        case ArticleFact.OUTLET:
            return f"{article} is from “{value}”" if value else f"no outlet is known of {article}"
        case ArticleFact.AUTHORS:
            assert not isinstance(value, Interval | str)
            return f"{article} is by {_named(value)}" if value else f"{article} names no author"


def _named(names: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
