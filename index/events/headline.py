"""The headline's own event: what happened, told by a verb or an event noun."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from msgspec import Struct

from index.article import Precision, Span, ZoneKind
from index.events.casualties import kind_of_attack, struck
from index.events.dating import When, counted_back, date_of
from index.events.headline_verbs import ACT, STATEMENT
from index.events.headline_words import LONGEST, is_label, no_news, told_by
from index.events.lexicon import KIND_UNTOLD, words_of
from index.events.model import EventMention, MentionKind
from index.events.reading import Reading, near_days
from index.events.strikes import is_strike
from index.events.taking_part import acting_in, away_from, taking_part
from index.events.wording import content_words, first_at_or_after, head_of
from index.language.entity_keys import country_named
from index.language.fold import fold_case
from index.language.model import EntityType

_BEFORE_THE_STORY = frozenset(
    {ZoneKind.HEADER, ZoneKind.DATELINE, ZoneKind.CAPTION, ZoneKind.CREDIT, ZoneKind.BOILERPLATE}
)
_BEFORE = 12
_WORD = re.compile(r"[^\W\d_]{2}[\w’'-]*")
_SET_IN = re.compile(r"\b(?:in|at|near|across|outside)\s+(?:the\s+)?$")
# "The Nice attack", "Istanbul airport blasts": where it was, wherever it is told from.
_HAPPENED = re.compile(
    r"(?:'s)?\s(?:(?:airport|school|church|mosque|synagogue|hotel|nightclub|club|train|bus|subway|metro"
    r"|market|mall|hospital|factory|university|college|prison|truck|bomb|terror|terrorist|knife|suicide"
    r"|mass|police|plane|ferry|bridge|marathon|concert|apartment)\s){0,2}"
    r"(?:attacks?|shootings?|bombings?|blasts?|explosions?|massacre|stabbings?|crash|derailment|collapse"
    r"|fire|wildfires?|floods?|flooding|earthquakes?|quakes?|landslides?|riots?|protests?|siege)\b"
)
# "Mass shooting at Las Vegas music festival": the festival is where it was, not what.
_HAPPENED_AT = re.compile(
    r"\b(?:attacks?|shootings?|shot|bombings?|blasts?|explosions?|massacre|stabbings?|crash|collapse"
    r"|fire|stampede|crush|killed|dead|injured|hurt|wounded|gunman|gunfire)"
    r"\s(?:at|during|outside|near)\s(?:the\s|a\s|an\s)?\Z"
)
_VISITED = re.compile(r"(?:'s)?\s(?:visit|trip)\b")
_DATELINE_DASH = re.compile(r"[^\n]{0,24}?(?:\s-{1,2}\s|\s?--)")
_ENDING = re.compile(r"(?:e?d|e?s|ing|e)\Z")
_SHORTEST_STEM = 3
_STEM, _TOLD_AGAIN = 5, 2
_DISASTROUS = frozenset({"ATTACK", "DISASTER"})
_LONG_AFTER = timedelta(days=45)
_AFTERTHOUGHT = re.compile(r"(?:[.:]| -)\s+here's\b")
# "CLOSE", a name, an outlet: lines of up to five words before the first sentence.
_LABEL_LINE = re.compile(r"\s*(?:[^\s]{1,30}[^\S\n]{1,20}){0,4}[^\s]{0,29}[^\s.!?\"'”’]\s*\n")
_SPEAKER = re.compile(r"(?!it's )(?:[\w.'-]{1,20}\s){0,4}([\w'-]{3,20}): ")
_SPEAKS_FOR = words_of(
    "governor gov minister president chief staff spokesman spokeswoman official officials judge "
    "lawyer lawyers attorney campaign department police experts"
)


class _Heading(Struct, frozen=True):
    """What tells of an article what it is about: its headline, or else the first sentence.

    ``low`` is ``words`` with folded case; ``shown`` is what to show in their place, if
    anything. ``lead`` is the first sentence after it. ``is_label``: the headline says
    nothing, or there is none. ``is_news``: it is not of a kind that tells no news.
    """

    span: Span
    words: str
    low: str
    shown: str
    lead: Span
    is_label: bool
    is_news: bool


def _heading(reading: Reading, title: str) -> _Heading:
    """The heading of an article; ``title`` where its text has no headline of its own."""
    span = next((z.span for z in reading.zones if z.kind is ZoneKind.HEADLINE), None)
    words = " ".join((reading.text[span.start : span.end] if span else title).split())
    low = fold_case(words)
    shown = ""
    if span is None:
        at = reading.low.find(low, 0, LONGEST + 200) if words else -1
        span = Span(at, at + len(words)) if at >= 0 else Span(0, 0)
        # A few words above a text are a label; those given beside it are its title.
        shown = words if at < 0 and "/" not in words else ""
    lead = _first_sentence(reading, span.end)
    if span.start == span.end:
        span = lead
    low = _AFTERTHOUGHT.split(low)[0]
    is_news, label = not no_news(low), is_label(words)
    if label:
        # No headline, or a label that says nothing: the first sentence has to tell it.
        span = lead if words else _first_sentence(reading, span.start)
        words = " ".join(reading.text[span.start : span.end].split())
        low = fold_case(words)
    return _Heading(span, words, low, shown, lead, label, is_news)


def headline_mention(
    reading: Reading,
    found: Sequence[EventMention],
    title: str,
    salient: frozenset[str],
    *,
    opinion: bool = False,
) -> EventMention | None:
    """The headline, or else the first sentence, as the mention of what the article tells.

    ``title`` is used when the text has no headline of its own; ``None`` for a
    text without either. An event that is named in the headline, not in passing, and was
    not long before, is the headline's event. ``kind`` is "" where nothing says that the headline
    tells what happened. The headline of an ``opinion`` tells none and is ``background``.
    """
    heading = _heading(reading, title)
    if not heading.words:
        return None
    span, lead, low = heading.span, heading.lead, heading.low
    news = heading.is_news and not opinion
    named = [
        m
        for m in found
        if m.start < span.end
        and span.start < m.end
        and not m.background
        and not _long_past(reading, _dated(found, m))
        and not _HAPPENED_AT.search(reading.low, span.start, m.start)
        and (_names_it(low, m) or not title)
    ]
    if named:
        head, kind, group = named[0].head, named[0].kind if news else "", named[0].group
    else:
        head, kind = "", ""
        if news and _says(reading, low):
            head, kind = "says", STATEMENT
        elif news and len(heading.words) <= LONGEST:
            head, kind = told_by(low, label=heading.is_label)
        if kind == "ATTACK":
            kind = kind_of_attack(low, head, reading.low[: reading.lead])
        elif (
            kind in ("", ACT)
            and news
            and not heading.is_label
            and is_strike(low, reading.low[span.end : reading.lead])
        ):
            head, kind = head or "strike", "PROTEST"
        group = max((m.group for m in found), default=0) + 1
    told = _dated(found, named[0]) if named else None
    counted = _counted_from(reading, told.head, lead) if told and not told.interval else None
    sentence = reading.sentences.around(min(span.end + 1, max(0, len(reading.text) - 1)))
    second = reading.sentences.around(min(lead.end + 1, max(0, len(reading.text) - 1)))
    when = near_days(reading, Span(0, lead.end), Span(0, max(lead.end, second.end)))
    if when.precision is Precision.WINDOW and head and not named:
        when = _day_of_clause(reading, head, lead) or when
    if not kind and news and not heading.is_label and _told_below(reading, low, lead, when):
        kind = KIND_UNTOLD
    opening = Span(span.start, max(span.end, sentence.end))
    if told and not told.interval and _is_told_by(reading, told, heading, when):
        told = None
    day = counted or told or when
    return EventMention(
        span.start,
        span.end,
        MentionKind.HEADLINE,
        _shortened(heading.shown or heading.words),
        head,
        kind,
        None if not named else named[0].ordinal,
        content_words(low),
        _place(reading, low, lead, kind),
        _people(reading, heading, opening, salient, named[0] if named else None),
        day.interval,
        day.precision,
        group=group,
        background=opinion,
    )


def _day_of_clause(reading: Reading, head: str, lead: Span) -> When | None:
    """The day that the first sentence gives what the headline tells, however long ago.

    It stands in one clause with the word that tells it: "when she resigned on 20 March".
    """
    published = reading.publication.interval.begin
    for word in _WORD.finditer(reading.low, lead.start, lead.end):
        if not _same_verb(word[0], head):
            continue
        at = Span(word.start(), word.end())
        told = date_of(reading.low, at, lead, reading.timexes, reading.timex_starts, behind=True)
        day = told.interval.end
        if published and day and told.interval.is_day and day < published and not told.until:
            return told
    return None


def _is_told_by(reading: Reading, named: EventMention, heading: _Heading, when: When) -> bool:
    """Whether the first sentence tells of the disaster that is the headline's label what
    happened, on the day ``when``: "Ardenport shooting: … A man opened fire on Oct. 1"."""
    lead = heading.lead
    if named.kind not in _DISASTROUS or when.precision is not Precision.DAY:
        return False
    if reading.low[named.end : named.end + 1] not in (":", "") and named.end < heading.span.end:
        return False
    day = next(
        (t for t in reading.timexes if lead.start <= t.start < lead.end
         and t.interval == when.interval), None,
    )  # fmt: skip
    if day is None or named.end > lead.start:
        return False
    return struck(reading.low[lead.start : day.start])


def _counted_from(reading: Reading, head: str, lead: Span) -> When | None:
    """The day of what ``head`` names, if the first sentence counts on from it to another."""
    first = first_at_or_after(reading.timex_starts, lead.start)
    for word in _WORD.finditer(reading.low, lead.start, lead.end):
        if head_of(word[0]) == head and (
            told := counted_back(reading.low, word.start(), reading.timexes[first:])
        ):
            return told
    return None


def _told_below(reading: Reading, low: str, lead: Span, when: When) -> bool:
    """Whether the first sentence tells what the headline (``low``) says, and ``when`` it was.

    So do reports, whatever their verb and language; comments begin from far off.
    """
    if when.precision is not Precision.DAY or not any(
        timex.interval == when.interval for timex in reading.timexes
        if lead.start <= timex.start < lead.end
    ):  # fmt: skip
        return False
    told = {word[:_STEM] for word in content_words(reading.low[lead.start : lead.end])}
    return len({word[:_STEM] for word in content_words(low)} & told) >= _TOLD_AGAIN


def _same_verb(word: str, other: str) -> bool:
    """Whether two words are forms of one verb: "resigns", "resigned"."""
    stem = _ENDING.sub("", word)
    return len(stem) >= _SHORTEST_STEM and stem == _ENDING.sub("", other)


def _people(
    reading: Reading,
    heading: _Heading,
    opening: Span,
    salient: frozenset[str],
    named: EventMention | None,
) -> frozenset[str]:
    """The keys of those who take part in what an article tells.

    In an event that has a name, those to whom the headline gives a part. In any other, whom
    the headline and the next sentence name, and of those to whom the article comes
    back whom its opening names, unless they only speak of it or stay away.
    """
    if named is not None:
        span = Span(named.start, named.end)
        if not opening.start <= span.start < opening.end:
            return frozenset()
        return taking_part(reading, span, reading.sentences.around(span.start), named.kind)
    # Who is in the headline is what it is about; the next sentence names others, too.
    named_there = _people_of(reading, heading.low)
    inside = {reading.sentences.around(m.start) for m, _ in reading.named_in(Span(0, reading.lead))}
    told = reading.keys_in(opening, EntityType.PERSON)
    first = reading.sentences.around(heading.lead.start)
    acting = frozenset[str]().union(
        *(acting_in(reading, sentence, speaking=sentence == first) for sentence in inside)
    )
    away = frozenset[str]().union(*(away_from(reading, sentence) for sentence in inside))
    return named_there | (((told | salient) & acting) - away)


def _people_of(reading: Reading, headline: str) -> frozenset[str]:
    """The keys of the people of an article whom its ``headline`` calls by their last name."""
    words = {word.removesuffix("'s") for word in _WORD.findall(headline)}
    called: dict[str, set[str]] = {}
    for mention, key in zip(reading.mentions, reading.entity_of, strict=True):
        name = reading.low[mention.start : mention.end]
        last = name.rpartition(" ")[2]
        if key and mention.type is EntityType.PERSON and last in words:
            # "Rand Paul" in the headline is not his father.
            full = " " in name and name in headline
            called.setdefault(last, set()).add(f"={key}" if full else key)
    return frozenset(
        key.removeprefix("=")
        for keys in called.values()
        for key in ([k for k in keys if k.startswith("=")] or keys)
    )


def _dated(found: Sequence[EventMention], mention: EventMention) -> EventMention:
    """The first mention of the same event that says when it was, else ``mention`` itself."""
    same = (m for m in found if m.group == mention.group and m.interval and not m.until)
    return mention if mention.interval else next(same, mention)


def _long_past(reading: Reading, mention: EventMention) -> bool:
    """Whether the news can only be what came of the event of a mention: it was long before."""
    published, end = reading.publication.interval.begin, mention.interval.end
    return published is not None and end is not None and published - end > _LONG_AFTER


def _names_it(low: str, mention: EventMention) -> bool:
    """Whether a headline, folded and in lower case, names the event of a mention."""
    words = content_words(low)
    return bool(words & mention.words) or mention.head in {head_of(word) for word in words}


def _first_sentence(reading: Reading, after: int) -> Span:
    """The first sentence from ``after`` on that is neither blank nor a caption or the like."""
    start = after
    for zone in sorted(reading.zones):
        gap = reading.text[start : zone.start]
        if zone.start >= start and gap.strip():
            break
        if zone.kind in _BEFORE_THE_STORY and zone.end > start:
            start = zone.end
    while label := _LABEL_LINE.match(reading.text, start):
        start = label.end()
    rest = reading.text[start : start + LONGEST]
    start += len(rest) - len(rest.lstrip())
    if start >= len(reading.text):
        return Span(0, 0)
    end = reading.sentences.around(start).end
    return Span(start, start + len(reading.text[start:end].rstrip()))


def _place(reading: Reading, headline: str, lead: Span, kind: str) -> str:
    """The key of the place where the news is set, or "".

    That is the place which the ``headline`` (folded, in lower case) says it is in or it was in,
    else that of the dateline, else the first that the first sentence (``lead``) says it is in.
    A place that is only named may be what the news is about: "unit with Russia".
    """
    named = _places_of(reading, headline)
    where = _VISITED if kind == "VISIT" else _HAPPENED
    happened = [key for _, end, key in named if where.match(headline, end)]
    # A town before all: "Deadliest US shooting: 58 killed at Las Vegas festival".
    for key in happened:
        if not country_named(key.partition(":")[2]):
            return key
    for at, _, key in named:
        if _SET_IN.search(headline, max(0, at - _BEFORE), at):
            return key
    if happened:
        return happened[0]
    datelines = [zone.span for zone in reading.zones if zone.kind is ZoneKind.DATELINE]
    for span in datelines[:1]:
        for mention, key in reading.named_in(span):
            if mention.type is EntityType.PLACE and key:
                return key
    for mention, key in reading.named_in(lead):
        if mention.type is not EntityType.PLACE or not key:
            continue
        set_in = _SET_IN.search(reading.low, max(0, mention.start - _BEFORE), mention.start)
        if set_in or _DATELINE_DASH.match(reading.low, mention.end):
            return key
    return ""


def _places_of(reading: Reading, headline: str) -> list[tuple[int, int, str]]:
    """Where ``headline`` names places of the article, each with its key, in order."""
    names = {
        reading.low[mention.start : mention.end]: key
        for mention, key in zip(reading.mentions, reading.entity_of, strict=True)
        if mention.type is EntityType.PLACE and key
    }
    found = []
    for name, key in names.items():
        at = headline.find(name)
        around = headline[at - 1 : at] + headline[at + len(name) : at + len(name) + 1]
        if at >= 0 and not any(map(str.isalnum, around)):
            found.append((at, at + len(name), key))
    return sorted(found)


def _shortened(words: str) -> str:
    if len(words) <= LONGEST:
        return words
    return words[:LONGEST].rsplit(" ", 1)[0] + " …"


def _says(reading: Reading, low: str) -> bool:
    """Whether a headline gives the word of somebody of the article: "Pelosi: We …"."""
    speaker = _SPEAKER.match(low)
    if speaker is not None and speaker[1] in _SPEAKS_FOR:
        return True
    return speaker is not None and any(
        mention.type is EntityType.PERSON
        and reading.low[mention.start : mention.end].endswith(speaker[1])
        and not reading.text[mention.start : mention.end].isupper()
        for mention in reading.mentions
    )
