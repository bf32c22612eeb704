"""From one article to what it says of events: a pure function of its text and facts."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence

from msgspec.structs import replace

from index.article import Article, Known, Precision, Publication, Span, Zone, ZoneKind
from index.events.alone import find_alone
from index.events.bare_nouns import PATTERN, BareNoun, antecedent
from index.events.circumstances import (
    date_told,
    in_passing,
    is_fresh,
    of_an_office,
    of_another_time,
    of_somebody,
    place_told,
    tells_of,
)
from index.events.dating import When, coming_months, coming_weekdays, day_of
from index.events.features import story_features
from index.events.grouping import group_mentions
from index.events.headline import headline_mention
from index.events.known_events import year_of as known_year
from index.events.lexicon import KINDS
from index.events.model import EventMention, MentionKind
from index.events.named import Named, find_named, text_of
from index.events.opinion import is_opinion
from index.events.other_names import joined
from index.events.reading import Reading, country_abroad, lead_end, salient_people
from index.events.record import ArticleEvents
from index.events.taking_part import standing, taking_part
from index.events.untimed import ahead, untimed
from index.events.visits import Visit, find_visits
from index.events.voices import voices
from index.events.wording import (
    content_words,
    head_of,
    sentences,
    telling,
    where,
)
from index.events.year_elections import goes_by_year
from index.language.date_clues import DateClues, date_clues
from index.language.dates import find_dates
from index.language.dates.country import day_first_of
from index.language.fold import fold, fold_case
from index.language.model import Analysis, EntityType, LocalEntity, Mention, Timex
from index.language.names.apart import PICTURE_CREDIT

_PLACES_AND_BODIES = frozenset({EntityType.PLACE, EntityType.ORG})
_MUTE = frozenset({ZoneKind.BOILERPLATE, ZoneKind.CREDIT})
_TELLERS = _MUTE | {ZoneKind.HEADER}
_BYLINE = re.compile(r"(?:\A|\n)\s{0,9}(?:(?:story|photos?|text|report(?:ed|ing)?)\s)?by\s\Z")
_ONGOING = re.compile(
    r"[,\s]+(?:(?:which|that)\s+)?(?:is|are)\s+(?:now\s+|currently\s+)?"
    r"(?:taking place|under ?way|being held|in progress)\b"
)
_MEDDLED_IN = re.compile(
    r"\b(?:meddl\w{1,3}|interfer\w{1,5}|tamper\w{2,3}|hack\w{2,3}|collu\w{2,4})\s"
    r"[^.;:!?\n]{0,60}?\b(?:in|into|with|during)\s(?:the\s|our\s|its\s)?\Z"
)
_SINCE = re.compile(r"\bsince\s+(?:the\s+)?$")
# A "sentence" that is longer is a table or a list.
_SENTENCE_REACH = 1000
# No news text names more; what does is a list, and the first part of it will do.
_MOST_MENTIONS = 1000


def extract(
    text: str,
    zones: Sequence[Zone],
    mentions: Sequence[Mention],
    entities: Sequence[LocalEntity],
    timexes: Sequence[Timex],
    publication: Publication,
    *,
    title: str = "",
    opinion: bool = False,
) -> tuple[EventMention, ...]:
    """What an article says of events, in text order.

    ``mentions`` and ``timexes`` in text order, ``entities`` as resolved from
    the mentions. ``title`` is the headline where the text does not hold it;
    ``opinion`` says that the article is somebody's opinion and no report.
    """
    entity_of = [""] * len(mentions)
    for entity in entities:
        for index in entity.mentions:
            entity_of[index] = entity.key
    low = fold_case(text)
    folded = fold(text)
    tellers = sorted(zone.span for zone in zones if zone.kind in _TELLERS)
    begins = [span.start for span in tellers]
    for index, mention in enumerate(mentions):
        last = bisect_right(begins, mention.start) - 1
        inside = last >= 0 and mention.start < tellers[last].end
        pictured = mention.why == PICTURE_CREDIT
        if inside or pictured or _BYLINE.search(low, *_before(mention.start)):
            # Who wrote it, or took the picture, has no part in it.
            entity_of[index] = ""
    for index in list(voices(text, mentions, entity_of)):
        entity_of[index] = ""
    timexes = [timex for timex in timexes if not _part_of_name(timex, mentions)]
    reading = Reading(
        text, folded, low, zones, mentions, entity_of, timexes,
        sentences(folded), publication, lead_end(len(text)),
        [m.start for m in mentions], [t.start for t in timexes],
        coming_months(low, timexes, publication.interval.begin),
        coming_weekdays(low, timexes, publication.interval.begin),
    )  # fmt: skip
    mute = [zone.span for zone in zones if zone.kind in _MUTE]
    names = [n for n in find_named(folded, low, mentions) if not _is_date(n, timexes)]
    names += find_alone(text_of(folded, low, mentions), names)
    named = [n for n in names if not _within(n.start, mute)]
    visits = [v for v in find_visits(folded, low, mentions) if not _within(v.start, mute)]
    named, visits = named[:_MOST_MENTIONS], visits[:_MOST_MENTIONS]
    salient = salient_people(reading)
    abroad = country_abroad(reading) if any(n.kind == "ELECTION" for n in named) else ""
    vote = next((n for n in named if n.kind == "ELECTION" and n.start < reading.lead), None)
    # Whom an article calls candidates stand in the vote that its opening names first.
    candidates = salient & standing(reading) if vote else frozenset()
    found = [
        _of_name(reading, name, candidates if name is vote else frozenset(), salient, abroad)
        for name in named
    ]
    found += [_of_visit(reading, visit) for visit in visits]
    found.sort(key=lambda m: (m.start, m.end))
    found = group_mentions(found[:_MOST_MENTIONS], publication.interval.end)
    found = joined(reading, found)
    found += _nominals(reading, found, mute)
    found = _bounded_below(reading, found)
    headline = headline_mention(reading, found, title, salient, opinion=opinion)
    if headline is not None:
        found.append(headline)
    return tuple(sorted(found, key=lambda m: (m.start, m.end, m.group)))


def record_of(article: Article, analysis: Analysis) -> ArticleEvents:
    """The article as linking sees it."""
    clues = DateClues()
    if article.published.how is Known.UNKNOWN:
        # What the text tells of its date is told by dates that no date was lent to.
        bare = analysis.timexes
        if article.published.interval:
            day_first = day_first_of(article.outlet, article.url, article.language)
            bare = find_dates(article.text, zones=article.zones, day_first=day_first)
        clues = date_clues(article.text, article.zones, bare)
    return ArticleEvents(
        key=article.key,
        version=article.version,
        title=article.title,
        title_stated=article.title_stated,
        published=article.published,
        length=len(article.text),
        lead=lead_end(len(article.text)),
        clues=clues,
        mentions=extract(
            article.text,
            article.zones,
            analysis.mentions,
            analysis.entities,
            analysis.timexes,
            article.published,
            title=article.title if article.title_stated else "",
            opinion=is_opinion(article),
        ),
        features=story_features(article, analysis),
    )


def _before(start: int, reach: int = 24) -> tuple[int, int]:
    return max(0, start - reach), start


def _part_of_name(timex: Timex, mentions: Sequence[Mention]) -> bool:
    """Whether a date is only part of the name of a place or body: "Christmas Hill Park"."""
    last = bisect_right(mentions, timex.start, key=lambda mention: mention.start) - 1
    if last < 0 or mentions[last].type not in _PLACES_AND_BODIES:
        return False
    span = mentions[last]
    return timex.end <= span.end and timex.end - timex.start < span.end - span.start


def _is_date(name: Named, timexes: Sequence[Timex]) -> bool:
    """Whether what looks like an event is a date: "the 12th March"."""
    last = bisect_right(timexes, name.start, key=lambda timex: timex.start) - 1
    return last >= 0 and name.end <= timexes[last].end


def _within(position: int, spans: Sequence[Span]) -> bool:
    return any(span.start <= position < span.end for span in spans)


def _of_name(
    reading: Reading,
    name: Named,
    candidates: frozenset[str],
    salient: frozenset[str],
    abroad: str,
) -> EventMention:
    span = Span(name.start, name.end)
    whole = reading.sentences.around(name.start)
    sentence = Span(
        max(whole.start, span.start - _SENTENCE_REACH), min(whole.end, span.end + _SENTENCE_REACH)
    )
    when = date_told(reading, span, sentence, name.kind, name.head)
    known = 0 if name.year else known_year(name.kind, where(name.words))
    if known and when.interval.begin and when.interval.begin.year != known:
        when = When()  # told beside it, of something else
    if name.year:
        day = when.interval.begin
        if day is None or day.year != name.year:
            when = day_of(name.words, name.year)
    # A name that comes back and gives no edition and no date may mean the whole series.
    series = KINDS[name.kind].recurs and not (when or name.small or name.ordinal is not None)
    background = reading.from_the_archive(name.start) or in_passing(reading, name.start, name.end)
    owned = name.kind == "ELECTION" and not (when or name.year) and of_somebody(reading, span)
    background = (
        background or owned or bool(_MEDDLED_IN.search(reading.low, *_before(name.start, 90)))
    )
    if name.kind == "VISIT":
        people = reading.keys_in(sentence, EntityType.PERSON)
        people |= salient if name.start < reading.lead else frozenset()
    else:
        people = taking_part(reading, span, sentence, name.kind) | candidates
    place = place_told(reading, span, sentence)
    if not place and name.small and not name.ordinal:
        place = next(iter(sorted(reading.keys_in(span, EntityType.PLACE))), "")
    if not place and name.kind == "ELECTION" and not telling(name.words):
        place = abroad if tells_of(reading, abroad, sentence) else ""
    coming = ahead(reading.low, span, sentence)
    words = name.words
    if goes_by_year(name.head, words) and of_an_office(reading, sentence):
        words |= {"local"}
    return EventMention(
        name.start,
        name.end,
        MentionKind.NAME,
        " ".join(reading.text[name.start : name.end].split()),
        name.head,
        name.kind,
        name.ordinal,
        words,
        place,
        frozenset() if background else people,
        when.interval,
        Precision.SERIES if series else when.precision,
        when.until,
        when.partial,
        background=background,
        ongoing=bool(_ONGOING.match(reading.low, name.end)),
        ahead=coming,
        fresh=not coming and is_fresh(reading, span, sentence),
        untimed=owned
        or coming
        or (name.kind != "ANNIVERSARY" and of_another_time(reading, span, sentence))
        or untimed(reading.low, span, sentence, election=name.kind == "ELECTION"),
    )


def _of_visit(reading: Reading, visit: Visit) -> EventMention:
    sentence = reading.sentences.around(visit.start)
    span = Span(visit.start, visit.end)
    when = date_told(reading, span, sentence, "VISIT", visit.head)
    person, place = reading.mentions[visit.visitor], reading.mentions[visit.place]
    where = reading.text[place.start : place.end]
    who = reading.text[person.start : person.end]
    return EventMention(
        visit.start,
        visit.end,
        MentionKind.PHRASE,
        f"{who}’s {visit.head} to {where}",
        visit.head,
        "VISIT",
        None,
        content_words(reading.low[place.start : place.end]),
        reading.entity_of[visit.place],
        frozenset(filter(None, [reading.entity_of[visit.visitor]])),
        when.interval,
        when.precision,
        when.until,
        when.partial,
    )


def _standing(reading: Reading, mention: EventMention) -> float:
    """How likely "the conference" without a name means this one."""
    worth = 2.0 if mention.start < reading.lead else 1.0
    published, days = reading.publication.interval.begin, mention.interval
    if published and days.begin and days.end and (days.end - days.begin).days <= 31:
        gap = (published - days.end).days
        worth += 3.0 if -31 <= gap <= 31 else -2.0 if gap > 90 else 0.0
    return worth - 2.0 * mention.background


def _nominals(
    reading: Reading, named: Sequence[EventMention], mute: Sequence[Span]
) -> list[EventMention]:
    """Mentions by the bare noun ("the conference"), each with its antecedent's group."""
    standing: defaultdict[int, float] = defaultdict(float)
    by_head: dict[str, list[EventMention]] = {}
    for mention in named:
        standing[mention.group] += _standing(reading, mention)
        by_head.setdefault(mention.head, []).append(mention)
    taken = [Span(m.start, m.end) for m in named]
    published = reading.publication.interval.end
    found = []
    for match in PATTERN.finditer(reading.low):
        span = Span(match.start(), match.end())
        candidates = by_head.get(head_of(match[2]))
        # "The Iraq War" is a name: the bare noun has nothing but small words about it.
        named_so = any(char.isupper() for char in reading.folded[span.start + 3 : span.end])
        if (
            not candidates
            or named_so
            or _within(span.start, mute)
            or any(span.overlaps(t) for t in taken)
        ):
            continue
        line = reading.low.rfind("\n", 0, span.start)
        bare = BareNoun(span, match[1] or "", line)
        meant = antecedent(bare, candidates, standing, published)
        if meant is None:
            continue
        sentence = reading.sentences.around(span.start)
        rest = Span(span.start, sentence.end)
        passing = in_passing(reading, span.start, span.end)
        when = date_told(reading, span, rest, meant.kind, meant.head)
        if KINDS[meant.kind].recurs and when.precision is Precision.YEAR:
            # "The election in 2016" may be another one of its kind.
            when = When()
        found.append(
            replace(
                meant,
                start=span.start,
                end=span.end,
                mention_kind=MentionKind.NOMINAL,
                name=reading.text[span.start : span.end],
                place=place_told(reading, span, sentence),
                participants=frozenset()
                if meant.kind == "VISIT" or passing
                else taking_part(reading, span, sentence, meant.kind),
                interval=when.interval,
                precision=when.precision,
                until=when.until,
                partial=when.partial,
                background=passing,
            )
        )
    return found


def _bounded_below(reading: Reading, found: Sequence[EventMention]) -> list[EventMention]:
    """Undated visits told after "since the conference …" in the same paragraph."""
    since = [
        m for m in found
        if m.mention_kind is MentionKind.NAME
        and _SINCE.search(reading.low[max(0, m.start - 12) : m.start])
    ]  # fmt: skip
    bounded = []
    for mention in found:
        if mention.mention_kind is MentionKind.PHRASE and not mention.interval:
            line = reading.low.rfind("\n", 0, mention.start)
            before = [m for m in since if line < m.start < mention.start]
            if before:
                mention = replace(mention, since=before[-1].group)
        bounded.append(mention)
    return bounded
