"""Finding the places where a text names an event.

A name is a head noun with what makes it one event among others: an edition
("the 32nd … Conference"), capitals ("National Conference on Foreign Affairs"),
a name or a year before a head written small ("the Paris attacks", "the 2016
presidential election"), or a place after it ("the war in Afghanistan"). The
last noun decides: "Federal Election Commission" is a body, not an election.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from index.article import Span
from index.events.lexicon import (
    BODY_NOUNS,
    EDITIONED,
    FIGURATIVE,
    HEADS,
    KNOWN_AS,
    LEADING_HEADS,
    MONTHS,
    NEED_ORDINAL,
    OF_THE_KIND,
    ORDINAL_WORDS,
    PLACED_HEADS,
    SMALL_HEADS,
    SMALL_MODIFIERS,
    YEAR_OF_DAY,
    words_of,
)
from index.events.name_ends import (
    COMMEMORATIONS,
    object_after,
    place_after,
    topic_after,
    what_it_recalls,
)
from index.events.named_refusals import does, manner_of_speech, no_event, of_any_court
from index.events.phrases import (
    NUMBER_ORDINAL,
    YEAR,
    Head,
    Text,
    edition,
    run,
    tokens_before,
    trimmed,
    widened,
)
from index.events.surroundings import above_all, continues, institution
from index.events.wording import alternatives, content_words, head_of, worth_of
from index.language.model import EntityType, Mention

_HEAD = re.compile(rf"\b(?:{alternatives(HEADS)})\b")
_ROMAN = re.compile(r"\s+([IVXL]{1,8}|One|Two|Three)\b")
_NUMERALS = {"one": 1, "two": 2, "three": 3}
# There has been no third.
_WORLD_WARS = frozenset(["I", "II", "One", "Two"])
_STORM_NAME = re.compile(r"\s{1,9}([A-Z][a-z]{1,20})\b")
_A_MONTH = re.compile(r"[\s,]+\d")
_DEFINITE = re.compile(r"\b(?:the|this|that|deadly|bloody)\s+(?:[\w-]+\s+){0,2}$")
# "Turkey's invasion", "the U.S.-led attack": of what, they do not say by themselves.
_NEED_OBJECT = words_of(
    "invasion attack attacks siege bombing bombings massacre shooting shootings"
)
_OWNER = re.compile(r"\b([a-z]{3,20})(?:'s?)\s\Z")
# What goes by its day alone: "the Sept. 11 attacks", and on which day.
_BY_DAY = frozenset({"ATTACK", "PROTEST"})
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY_BEFORE = re.compile(
    r"\b(?P<month>jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec"
    r"|(?:jan|febr)uary|march|april|august|(?:septem|octo|novem|decem)ber)\.?\s"
    r"(?P<day>[12]\d|3[01]|[1-9])(?:st|nd|rd|th)?(?:,?\s(?P<year>(?:19|20)\d\d),?)?\s"
    r"(?:(?:terror|terrorist|suicide|deadly|coordinated)\s)?\Z"
)
_ON_9_11 = ("new york", "new york city", "world trade center", "pentagon", "washington")
_BARE_DAY = re.compile(r"\d{1,2}(?:st|nd|rd|th)?")
# "U.S. mass shootings", "suicide bombings", "the terror attacks" are any of their kind.
_TOLD_BY_WHERE = frozenset({"ATTACK", "DISASTER", "PROTEST", "EPIDEMIC"})
_OF_MANY = (SMALL_MODIFIERS - {"impeachment"}) | words_of(
    "us synagogue islamist islamic jihadist extremist violent mass deadly drone virus bus market"
)
# "The first Ebola outbreak" is another than the one that goes by the name alone.
_OFTEN_THERE = frozenset(["EPIDEMIC", "ATTACK"])
# Words that stand for each other in names.
_SAME_WORD = {
    "gop": "republican",
    "republicans": "republican",
    "democrat": "democratic",
    "democrats": "democratic",
    "midterms": "midterm",
    "g-7": "g7",
    "g-8": "g8",
    "g-20": "g20",
    "olympics": "olympic",
}


class Named(Struct, frozen=True):
    """An event name found in a text: where it is and what it is made of.

    ``year`` is a year that belongs to the name, 0 without one; ``small`` says
    that the head is not capitalised.
    """

    start: int
    end: int
    head: str
    kind: str
    ordinal: int | None
    words: frozenset[str]
    year: int
    small: bool


def text_of(folded: str, low: str, mentions: Sequence[Mention]) -> Text:
    """A text, folded and the same in lower case, as its names are sought in it."""
    people = (m for m in mentions if m.type is EntityType.PERSON)
    return Text(
        folded,
        low,
        mentions,
        {mention.start: mention for mention in mentions},
        frozenset(folded[m.start : m.end].rpartition(" ")[2] for m in people),
    )


def find_named(folded: str, low: str, mentions: Sequence[Mention]) -> list[Named]:
    """The event names of a text, in text order, none overlapping another.

    ``folded`` is the text folded, ``low`` the same in lower case, ``mentions``
    its names in text order.
    """
    text = text_of(folded, low, mentions)
    found: list[Named] = []
    for match in _HEAD.finditer(low):
        if found and match.start() < found[-1].end:
            continue
        found.extend(_at_head(text, match.start(), match.end()))
    return found


def _at_head(text: Text, start: int, end: int) -> Iterator[Named]:
    word = text.low[start:end]
    small = not text.folded[start].isupper()
    if text.covered(Span(start, end), {EntityType.PERSON}):
        return
    if word in LEADING_HEADS and not small:
        follower = _STORM_NAME.match(text.folded, end)
        if follower and follower[1].lower() not in BODY_NOUNS:
            yield _named(text, start, follower.end(), word, None, 0, small=False)
        return
    if continues(text.folded, end, small) or (word == "march" and _A_MONTH.match(text.low, end)):
        return
    if word == "primary" and small and above_all(text.low, end):
        return
    head = Head(word, start, end, small, tokens_before(text.folded, start))
    counted = edition(head.tokens, not small) if word in EDITIONED or not small else None
    if counted is not None:
        found = _with_edition(text, head, *counted)
    elif by_day := _by_day(text, head):
        found = by_day
    elif word in NEED_ORDINAL or (small and word not in SMALL_HEADS):
        found = None
    elif taken := _taken(text, head):
        found = _with_words(text, head, taken)
    elif word in KNOWN_AS and not small:
        found = _named(text, start, end, word, None, 0, small=False)
    else:
        found = _with_place(text, head)
    if found is not None:
        yield found


def _with_edition(text: Text, head: Head, taken: int, number: int) -> Named | None:
    """ "The 32nd … Conference": an ordinal ``taken`` tokens before the head."""
    tail = head.end
    if head.word in COMMEMORATIONS:
        tail = what_it_recalls(text, head.end)
        if not tail:
            return None
    elif head.word != "congress":
        tail = topic_after(text, head.end, small=head.small, counted=True)
    begin = head.tokens[taken - 1].start
    if institution(text.low, begin, tail):
        return None
    return _named(text, begin, tail, head.word, number, 0, small=head.small)


def _by_day(text: Text, head: Head) -> Named | None:
    """ "The Sept. 11 attacks": what goes by its day, which is a word of its name ("9/11")."""
    if HEADS[head.word] not in _BY_DAY:
        return None
    told = _DAY_BEFORE.search(text.low, max(0, head.start - 48), head.start)
    if told is None:
        return None
    month = next(n for n, name in enumerate(_MONTHS, start=1) if name == told["month"][:3])
    day = f"{month}/{int(told['day'])}"
    tail = place_after(text, head.end) or head.end
    placed = tail > head.end
    elsewhere = placed and not text.low.endswith(_ON_9_11, head.end, tail)
    if not (told["year"] or placed or head.word.endswith("s")):
        return None
    year = int(told["year"] or 0) or (0 if elsewhere else YEAR_OF_DAY.get(day, 0))
    named = _named(text, told.start(), tail, head.word, None, year, small=True)
    own = named.words if elsewhere else frozenset([day])
    return replace(named, words=own - {told["month"], *_BARE_DAY.findall(told[0])})


def _taken(text: Text, head: Head) -> int:
    """How many tokens before the head are its name's; 0 too where they only seem to be."""
    taken = run(text, head.tokens, small=head.small)
    taken = trimmed(text, head.tokens, taken, recurs=head.recurs)
    return widened(text, head.tokens, taken) if taken else 0


def _with_words(text: Text, head: Head, taken: int) -> Named | None:
    """A name of the ``taken`` tokens before the head and of what may follow it."""
    word, nearest = head.word, head.tokens[0]
    before = head.tokens[taken].text.lower() if taken < len(head.tokens) else ""
    if (before in OF_THE_KIND and not head.recurs) or manner_of_speech(text, head):
        return None
    if before in ORDINAL_WORDS and HEADS[word] in _OFTEN_THERE:
        return None
    roman = _ROMAN.match(text.folded, head.end) if not head.small else None
    if word == "war" and nearest.text == "World":
        if roman is None or roman[1] not in _WORLD_WARS:
            return None
        taken = 1
    dated = [index for index, t in enumerate(head.tokens[:taken]) if YEAR.match(t.text)]
    if len(dated) > 1:
        # "The 1968 and 1972 elections" are two: the name is the latter's.
        taken = dated[0] + 1
    begin = head.tokens[taken - 1].start
    years = [int(head.tokens[index].text) for index in dated[:1]]
    ordinal = _number(roman[1]) if roman else None
    if ordinal is None and HEADS[word] == "CONFLICT":
        ordinal = ORDINAL_WORDS.get(before)  # "the second Cold War"
    if ordinal is not None and not roman and nearest.text == "Civil":
        return None  # "a second Civil War" is one that is feared
    tail = roman.end() if roman else topic_after(text, head.end, small=head.small, counted=False)
    if years and taken == 1 and word in PLACED_HEADS:
        tail = place_after(text, head.end) or tail
    led = word == "war" and nearest.text.endswith("-led")
    if led or (word in _NEED_OBJECT and does(text, nearest)):
        tail = object_after(text, head.end)
    exact = bool(years) or ordinal is not None
    if not tail or no_event(text, head, Span(begin, tail), exact=exact):
        return None
    named = _named(text, begin, tail, word, ordinal, years[0] if years else 0, small=head.small)
    owner = _OWNER.search(text.low, max(0, begin - 24), begin)
    if word == "war" and (named.words & FIGURATIVE or (owner and owner[1] in FIGURATIVE)):
        return None
    of_many = HEADS[word] in _TOLD_BY_WHERE and not named.words - _OF_MANY
    if of_many and not exact and not _in_a_month(text, Span(begin, tail)):
        return None
    if word == "trial" and not exact and of_any_court(text, named.words, begin):
        return None
    return named if exact or any(map(worth_of, named.words)) else None


def _in_a_month(text: Text, span: Span) -> bool:
    """Whether a month is part of a name: "December's school shooting"."""
    return any(w.removesuffix("'s") in MONTHS for w in text.low[span.start : span.end].split())


def _with_place(text: Text, head: Head) -> Named | None:
    """ "The war in Afghanistan": a definite head and the place it is told apart by."""
    if head.word not in PLACED_HEADS:
        return None
    tail = place_after(text, head.end, EntityType.PLACE, EntityType.EVENT)
    if not tail or not _DEFINITE.search(text.low, max(0, head.start - 40), head.start):
        return None
    return _named(text, head.start, tail, head.word, None, 0, small=True)


def _number(numeral: str) -> int:
    """The number of a Roman numeral up to LXXXIX, or of a word up to three."""
    if numeral.lower() in _NUMERALS:
        return _NUMERALS[numeral.lower()]
    values = {"I": 1, "V": 5, "X": 10, "L": 50}
    total = 0
    for left, right in zip(numeral, numeral[1:] + "I", strict=True):
        total += -values[left] if values[left] < values[right] else values[left]
    return total


def _named(
    text: Text, start: int, end: int, word: str, ordinal: int | None, year: int, *, small: bool
) -> Named:
    head = head_of(word)
    words = content_words(text.low[start:end]) - {word, head}
    words = frozenset(_SAME_WORD.get(w, w) for w in words)
    words = frozenset(
        w for w in words - MONTHS if not YEAR.match(w) and not NUMBER_ORDINAL.match(w)
    )
    if ordinal is not None:
        words -= {w for w in words if ORDINAL_WORDS.get(w) == ordinal}
        words -= {w for w in words if re.match(r"[ivxl]+$", w) or w in _NUMERALS}
    if head == "games" and "olympic" in words:
        head, words = "olympics", words - {"olympic"}
    if head == "election" and "special" in text.low[start:end].split():
        words |= {"special"}
    if head == "midterms":
        head, words = "election", words | {"midterm"}
    if head in KNOWN_AS:
        head, known = KNOWN_AS[head]
        words |= {known}
    return Named(start, end, head, HEADS[word], ordinal, words, year, small)
