"""Where sentences begin and end.

The text is cut at full stops, question and exclamation marks (of all scripts
that have them) and at line ends; then every full stop is asked whether it only
ends an abbreviation, an initial or a number. The decision looks at the word
before and the word after, so the time is linear and any part of a text can be
split by itself as long as it begins with a sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from index.article import Span

_OPENERS = "\"'“‘«‹„‚([{「『（【《〈¿¡"
_CLOSERS = "\"'”’»›“)\\]}」』）】》〉"
# Scripts written without a blank after the stop end a sentence with the mark alone.
_WIDE_STOPS = "。！？｡"
_SURE_STOPS = "।॥؟۔።፧။។៕"
_CANDIDATE = re.compile(
    rf"[.!?…]+[{_CLOSERS}]*(?=\s|$)|[{_WIDE_STOPS}]+[{_CLOSERS}]*|[{_SURE_STOPS}]+[{_CLOSERS}]*|\n+"
)
_LAST_WORD = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*$")
_NEXT_WORD = re.compile(rf"\s*[{re.escape(_OPENERS)}]*\s?([^\W_]*)")
_DOTTED = re.compile(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,2}$")
_LOOK_BACK = 40
_LOOK_AHEAD = 60
_HARD_WRAPPED_LINE = 45


def _words(written: str) -> frozenset[str]:
    return frozenset(written.split())


# Abbreviations that lead on to a name or a number and so never end a sentence;
# the first list only where they are written with a capital.
_TITLES = _words(
    """
    mr mrs ms mx messrs mme mlle dr drs prof gen col lt sgt cpl maj capt cmdr adm brig pvt sen
    reps rep gov pres rev revd st ste mt ft msgr supt det insp sec amb dep asst univ min no nos
    art arts ts pgs gs tp smt shri fig figs ch
    """
)
_LEADS_ON = _words("vs v cf eg ie viz approx ca fig figs eq p pp vol vols nr tel ext")
# Of these, the ones that are words as well lead on to a number only.
_ALSO_WORDS = _words("no nos art arts p v min fig ch")
# Abbreviations that may end a sentence too; they do when a usual beginning follows.
_MAY_END = _words("inc corp ltd llc plc bros jr etc ph.d m.d a.m p.m e.g i.e al")
_MAY_END_CAPITALISED = _words(
    """
    co sr esq jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed thu thur thurs
    fri sat sun dept ave blvd rd hon ala ariz ark calif colo conn del fla ga ill ind kan ky la
    mass md mich minn miss mo mont neb nev okla ore pa tenn tex va vt wash wis wyo
    """
)
_CLOCK = _words("a.m p.m")
# "8 a.m. Passengers were …": behind a time a capitalised word with its verb begins a sentence …
_SUBJECT = re.compile(
    r"\s+([A-Z][a-z]+)\s(?:was|were|is|are|has|had|have|did|said|told|began|came|went|took|left|got"
    r"|will|would|could|may|might|[a-z]{3,20}ed)\b"
)
# … but for a zone or a day.
_NO_SUBJECT = _words(
    "Eastern Pacific Central Mountain Greenwich Local Monday Tuesday Wednesday Thursday Friday "
    "Saturday Sunday"
)
_USUAL_BEGINNINGS = _words(
    """
    the a an this that these those it its he she they we you i his her their our in on at by for
    from with but and so yet as after before when while if since although though because however
    meanwhile there then what who how why where all some many most no not now also according
    under over during despite among between both each one two to of last next such other another
    """
)


def sentences(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """The sentences of ``text[start:end]`` in order, without the white space between them.

    ``start`` should be where a sentence begins (a line start will do). A line
    end closes a sentence unless the line was plainly broken in the middle of
    one. Nothing but white space lies outside the spans.
    """
    stop = len(text) if end is None else end
    first = _skip_space(text, start, stop)
    for candidate in _CANDIDATE.finditer(text, start, stop):
        if candidate.end() <= first or not _ends_sentence(text, first, candidate, stop):
            continue
        last = candidate.start() if text[candidate.start()] == "\n" else candidate.end()
        while last > first and text[last - 1].isspace():
            last -= 1
        if last > first:
            yield Span(first, last)
        first = _skip_space(text, candidate.end(), stop)
    last = first + len(text[first:stop].rstrip())
    if last > first:
        yield Span(first, last)


def sentence_at(spans: list[Span], offset: int) -> Span | None:
    """The sentence of ``spans`` (as :func:`sentences` gives them) at ``offset``.

    White space between two sentences counts to the one before it.
    """
    index = bisect_right(spans, offset, key=lambda span: span.start) - 1
    if index < 0:
        return spans[0] if spans else None
    return spans[index]


def _ends_sentence(text: str, first: int, candidate: re.Match[str], stop: int) -> bool:
    mark = text[candidate.start()]
    if mark == "\n":
        return not _is_broken_line(text, first, candidate, stop)
    end = candidate.end()
    if mark in _WIDE_STOPS or mark in _SURE_STOPS:
        # A quotation that ends in a stop often goes on with who said it.
        return not (text[end - 1] in _CLOSERS and text[end : end + 1].isalnum())
    if end >= stop:
        return True
    following = _NEXT_WORD.match(text, end, min(stop, end + _LOOK_AHEAD))
    word = following[1] if following else ""
    if word and word[0].islower():
        return mark in "!?." and not _has_capitals(text, first, end)
    if candidate[0][0] == "." and not candidate[0].startswith(".."):
        return not _is_abbreviation(text, first, candidate.start(), word)
    return True


def _is_abbreviation(text: str, first: int, stop: int, following: str) -> bool:
    """Whether the full stop at ``stop`` belongs to the word before it."""
    before = text[max(first, stop - _LOOK_BACK) : stop]
    found = _LAST_WORD.search(before)
    if found is None:
        return False
    word = found[0]
    folded = word.lower()
    begins = following.lower() in _USUAL_BEGINNINGS
    if word.isdigit():
        # "1." at the very beginning numbers what follows.
        return not text[first : stop - len(word)].strip() and len(word) <= 3
    capitalised = word[0].isupper()
    if len(word) == 1 and word.isalpha() and word.isupper():
        return not begins  # an initial, though a small "p." is a page
    if folded in _LEADS_ON or (capitalised and folded in _TITLES):
        # "No." is also an answer, "Art." a whole word.
        return following[:1].isdigit() or folded not in _ALSO_WORDS
    if len(word) == 1 and word.isalpha():
        return False
    if folded in _CLOCK and _new_subject(text, stop + 1):
        return False
    if (
        _DOTTED.match(word)
        or folded in _MAY_END
        or (capitalised and folded in _MAY_END_CAPITALISED)
    ):
        return not begins and bool(following)
    return False


def _new_subject(text: str, start: int) -> bool:
    """Whether a capitalised word and a verb of it stand at ``start``."""
    found = _SUBJECT.match(text, start, start + _LOOK_AHEAD)
    return found is not None and found[1] not in _NO_SUBJECT


def _is_broken_line(text: str, first: int, line_ends: re.Match[str], stop: int) -> bool:
    """Whether a line end lies inside a sentence: the line is long and goes on in lower case."""
    at = line_ends.start()
    if line_ends.end() - at > 1 or line_ends.end() >= stop:
        return False
    line_start = max(first, text.rfind("\n", max(0, at - 400), at) + 1)
    return (
        at - line_start >= _HARD_WRAPPED_LINE
        and text[line_ends.end()].islower()
        and text[at - 1] not in ".!?…:;"
    )


def _has_capitals(text: str, start: int, end: int) -> bool:
    return any(char.isupper() for char in text[start : min(end, start + 400)])


def _skip_space(text: str, start: int, stop: int) -> int:
    while start < stop and text[start].isspace():
        start += 1
    return start
