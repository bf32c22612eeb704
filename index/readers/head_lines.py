"""What a line at the top of a news text can be by itself: a headline, a label, a date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date

from index.article import Interval, Span
from index.language.dates import find_dates
from index.language.fold import fold_case
from index.language.model import TimexType
from index.readers.date_words import named_day
from index.readers.dateline import dateline
from index.readers.furniture import byline, caption_span
from index.readers.layout import Paragraph, first_sentence_end, unspaced_words

LONGEST_HEADLINE = 30
"""Words."""
_LONGEST_UNSPACED = 20  # words in a script that sets none apart, where a sentence is short, too
_LONGEST_LABEL = 4  # words
ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d(?![\w-])(?:[T ]\d\d:\d\d(?::\d\d)?Z?)?")


def stated_date(text: str, day_first: bool | None = None) -> Interval:
    """The one day that a short field or line names; an empty interval when it names none.

    ``day_first``: how the outlet writes 5/4/2023, when known.
    """
    if ISO_DATE.match(text):
        with suppress(ValueError):
            day = date.fromisoformat(text[:10])
            return Interval(day, day)
    for timex in find_dates(text, day_first=day_first):
        if timex.interval.is_day:
            return timex.interval
    named = named_day(text)
    return Interval(named.day, named.day) if named else Interval()


def days_named(text: str) -> Iterator[tuple[Span, Interval]]:
    """The first day that a line names as English and its like do, then as any language does."""
    for timex in find_dates(text):
        if timex.type in (TimexType.DATE, TimexType.TIME) and timex.interval.is_day:
            yield Span(timex.start, timex.end), timex.interval
            break
    if (named := named_day(text)) is not None:
        yield Span(named.start, named.end), Interval(named.day, named.day)


def is_short_label(paragraph: Paragraph) -> bool:
    """Whether a paragraph is as short as a label, and no sentence."""
    return paragraph.words <= _LONGEST_LABEL and not paragraph.ends_a_sentence


def is_label(rest: Paragraph, following: Paragraph | None) -> bool:
    """A section's name after the date, with the headline on the next line."""
    return (
        rest.words <= _LONGEST_LABEL
        and not rest.ends_a_sentence
        and following is not None
        and is_headline(following, None)
        and following.words > rest.words
    )


def stands_as_headline(rest: Paragraph) -> bool:
    """One sentence set on its own where the headline should be."""
    return rest.words <= 1.5 * LONGEST_HEADLINE and first_sentence_end(rest.text) == len(rest.text)


def is_headline(paragraph: Paragraph, following: Paragraph | None) -> bool:
    """Whether a paragraph at the top reads like a headline: short, unfinished, one sentence.

    With ``following`` at hand it must also be the start of something longer.
    """
    return is_unfinished(paragraph, fewest=2) and (
        following is None or following.words >= 5 or following.ends_a_sentence
    )


def is_unfinished(paragraph: Paragraph, *, fewest: int) -> bool:
    """Whether it is a line of at least ``fewest`` words that closes no sentence."""
    text = paragraph.text
    if not fewest <= paragraph.words <= LONGEST_HEADLINE or len(text) > 220 or text[0].islower():
        return False
    if unspaced_words(text) > _LONGEST_UNSPACED or text[-1] in "。，、；：":
        return False
    if text[-1] in ".,;:|" or (text[-1] in '”"’' and text[-2:-1] in ".,"):
        return False
    return not (dateline(text) or caption_span(paragraph) or byline(paragraph))


def same_words(first: str, second: str) -> bool:
    """Whether two lines hold the same letters and digits in the same order."""
    if abs(len(first) - len(second)) > 12 + len(second) // 4:
        return False
    return _letters(first) == _letters(second)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, fold_case(text)))
