"""Who takes part in an event, as the sentence tells that names it.

A sentence about a summit names its guests, and besides them those who speak of it, who
stay away and whom it is compared with. Somebody takes part who does something there
("attended", "spoke at", "won"), whom the name or what follows it gives a part ("the
Trump-Kim summit", "talks between A and B", "hosted by"), or who is brought together
with it ("invited X to"). To be named in the same sentence is not enough.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.article import Span
from index.events.lexicon import words_of
from index.events.reading import Reading
from index.language.model import EntityType, Mention

_GATHERINGS = words_of(
    "CONFERENCE CONGRESS FORUM MEETING VISIT SPORT FESTIVAL ANNIVERSARY PROTEST TRIAL"
)
_HARM = words_of("ATTACK CONFLICT DISASTER EPIDEMIC SCANDAL")

# What somebody does who takes part …
_DOES = words_of(
    "led leads lead leading joined joins join joining organized organised organizes organised "
    "organizing launched launches launch launching died testified testifies testify signed signs "
    "faced faces face facing negotiated negotiates began begins started starts entered enters "
    "survived survives spoke speaks speak speaking"
)
# … in a gathering or a vote …
_GOES = words_of(
    "attended attends attend attending hosted hosts host hosting held holds hold holding opened "
    "opens open opening closed closes chaired chairs chair chairing addressed addresses address "
    "addressing arrived arrives arrive arriving traveled travelled travels travel traveling flew "
    "flies fly flying went goes go going came comes come coming met meets meet meeting took takes "
    "take participated participates participate participating appeared appears appear appearing "
    "presided presides won wins win winning lost loses lose losing ran runs run running competed "
    "competes compete competing contested contests performed performs perform performing scored "
    "scores convened convenes invited invites welcomed welcomes stood stands stand clashed clash "
    "sparred spar debated debate sat sits elected re-elected defeated defeats beat beats seeks "
    "seeking sought convicted acquitted charged accused tried indicted beaten nominated"
)
# … and in what does harm.
_HARMS = words_of(
    "fought fights fight fighting waged wages served serves commanded commands ordered orders "
    "declared declares killed kills wounded injured shot hurt missing captured invaded invades "
    "planned carried committed convicted charged accused arrested planted opened detonated "
    "bombed attacked hit implicated involved resigned infected tested contracted"
)
_BEFORE_A_VERB = words_of(
    "is are was were has have had will would could can may might should to be been being due set "
    "expected scheduled likely planning plans hopes hoping going also later then already first now "
    "who not only all both himself herself each"
)
# What is done in the event itself, however far behind who does it: "centered her plans on winning".
_DONE_IN = re.compile(
    r"\b(?:attend|join|host|address|enter|win|winning|won|lose|losing|lost|participat\w{1,3}"
    r"|t(?:ake|aking|ook) part|fight|fighting|fought|run|running|compete|competing|speak|speaking"
    r"|appear|appearing|attending|joining|hosting|addressing)\s(?:(?:in|at|to|against)\s)?"
    r"(?:(?:the|a|an|this|that|his|her|their)\s)?(?:[\w’'-]{1,30}\s){0,2}$"
)
_NEGATED = re.compile(r"\b(?:not|never|without|refus\w{1,3}|declin\w{1,3}|fail\w{0,3}|n['’]t)\s")
_APPOSED = re.compile(r",\s[^,.;:]{1,90},|\s\([^()]{1,40}\)")
# Where another clause begins, of which the one before says nothing.
_BREAKS = words_of(
    "that which who because although though unless but while after before since if whether until "
    "where when as than like unlike ahead despite"
)

_TITLED = r"(?:[\w.'’-]{1,30}\s){0,6}"
_OWNS = re.compile(r"['’]s?\s(?:[\w-]{1,30}\s){0,4}$")
_THERE = re.compile(
    r"\s(?:at|into|during|to|in)\s(?:(?:the|a|an|this|that|his|her|their)\s)?(?:[\w’'-]{1,30}\s){0,3}$"
)
_FOLLOWS = re.compile(
    r"(?:,(?=\s(?:\w{3,12}ed|led|held) by\b|\s(?:including|featuring)\b))?"
    r"[^.;:,]{0,50}?\b(?:between|with|of|by|against|featuring|including)\s(?:the\s)?"
    + _TITLED
    + "$"
)
_BRINGS = re.compile(
    r"\s(?:that\s|which\s|will\s|would\s)?(?:brought|brings?|drew|draws|featur(?:ed|es|ing)"
    r"|includ(?:ed|es|ing)|pit(?:s|ted|ting)|gather(?:s|ed)|unites?)\s[^.;:]{0,40}?" + _TITLED + "$"
)
_WHERE = re.compile(r"[^.;:,]{0,40},?\s(?:where|at which|in which)\s" + _TITLED + "$")
_LISTED = re.compile(r"(?:,|,?\sand|,?\sor|,?\snor|,?\sas well as|\s&)\s" + _TITLED + "$|[-–—/]$")
_GOING = re.compile(
    r"\b(?:at|during|attending|addressing|opening|closing|hosting|chairing|leading|joining"
    r"|arriving (?:at|for))\s(?:(?:the|a|an|his|her|this)\s)?(?:[\w-]{1,30}\s){0,2}$"
)
_THEN = re.compile(r"[^.;:,]{0,50},\s" + _TITLED + "$")
_BROUGHT = re.compile(
    r"\b(?:invit(?:e[sd]?|ing)|welcom(?:e[sd]?|ing)|receiv(?:e[sd]?|ing)|sen(?:t|ds?|ding)"
    r"|dispatch(?:ed)?|greet(?:s|ed)?|m(?:et|eets?|eeting)|joined by|alongside|with|against|beat"
    r"|defeat(?:s|ed|ing)?|accompan(?:ied by|ying)|fac(?:es?|ed|ing)|nominat(?:e[sd]?|ing)"
    r"|elect(?:ed|s|ing))\s(?:with\s)?(?:the\s)?" + _TITLED + "$"
)
_STANDS = re.compile(
    r"\b(?:candidate|nominee|hopeful|contender|challenger|front-?runner|incumbent|opponent)s?,?\s"
    r"(?:[\w.'’-]{1,30}\s){0,3}$"
)

_CAMPAIGNS = re.compile(
    r"(?:['’]s?)?\s(?:(?:presidential|senate|primary)\s)?(?:campaign|candidacy|for president\b)"
    r"|,? (?:who )?(?:is|was) (?:running|a candidate)\b"
)
# Who only says whose time, house or doing something was.
_WHOSE = re.compile(
    r"(?:['’]s?)?\s(?:administration|era|years|presidency|university|foundation|library|justice"
    r" department|white house|appointee|supporters?|fans?|predecessor|biographer)\b"
)
_OF_WHOM = re.compile(
    r"\b(?:under|since|successor to|(?:appointed|nominated|imposed|signed|put in place|negotiated"
    r"|written|built|created|started|issued) by|named (?:after|for)|like|unlike|than"
    r"|compared (?:to|with)|as well as|in the style of)\s(?:then-|former\s|late\s)?" + _TITLED + "$"
)

# Who was not there …
_STAYS_AWAY = re.compile(
    r"(?:\b(?:not|never|no longer|refus\w{1,3} to|declin\w{1,3} to|unable to)|n['’]t)\s"
    r"(?:\w{1,12}ly\s|to\s|be\s|been\s|have\s|planning\s){0,2}"
    r"(?:attend|c[oa]me|coming|go\b|going|join|participat|tak(?:e|ing) part|appear|travel|show up"
    r"|present\b|there\b|invited|part\b)"
    r"|\b(?:boycott|skip(?:s|ped|ping)?\b|snub|miss(?:ed|es|ing)?\b|avoid|absent\b|a no-show"
    r"|stay(?:s|ed|ing)? (?:away|home|at home|out)|(?:sat|sits?|sitting) out|kept away"
    r"|(?:pull|back|drop|bow)(?:p?ed|p?ing|s)? out|with(?:drew|draws?|drawing|drawn) from)"
)
_MAY_STAND_BETWEEN = _BEFORE_A_VERB | words_of(
    "did do does didn't don't doesn't won't wouldn't wasn't isn't said says he she they decided "
    "chose vowed threatened promised refused declined opted announced instead notably"
)
_WITHOUT = re.compile(
    r"\b(?:without|absence of|absent|instead of|rather than|but not|except(?: for)?|minus|unlike"
    r"|neither|nor|excluding|in place of|boycott\w{0,3} by|snub by)\s(?:the\s)?" + _TITLED + "$"
)
# … and who only speaks of it.
_SPEAKS = (
    r"(?:sa(?:id|ys|ying)|told|tells|wr(?:ote|ites)|argu(?:ed|es)|not(?:ed|es)|tweet(?:ed|s)|add(?:ed|s)"
    r"|explain(?:ed|s)|warn(?:ed|s)|believe[ds]|thinks?|thought|recall(?:ed|s)|estimate[ds]|predict(?:ed|s)"
    r"|suggest(?:ed|s)|insist(?:ed|s)|claim(?:ed|s)|describe[ds]|compare[ds]|ask(?:ed|s)|observe[ds]"
    r"|complain(?:ed|s)|acknowledge[ds]|report(?:ed|s)|remember(?:ed|s))"
)
_SAYS = re.compile(r"(?:\s(?:has|had|also|later|once|\w{1,12}ly)){0,2}\s" + _SPEAKS + r"\b")
_SAID_BY = re.compile(
    rf"\b(?:{_SPEAKS}|according to|quot(?:ed|ing)|interview with)\s(?:the\s)?{_TITLED}$"
)
_BEHIND, _BEFORE, _REACH = 160, 90, 200


def taking_part(reading: Reading, span: Span, sentence: Span, kind: str) -> frozenset[str]:
    """The keys of the people to whom ``sentence`` gives a part in the event at ``span``."""
    people = _people_in(reading, sentence)
    if not people:
        return frozenset()
    mentions = [mention for mention, _ in people]
    away = staying_away(reading.low, mentions, sentence)
    found = {
        index
        for index in range(len(people))
        if index not in away and _has_part(reading.low, mentions, index, span, sentence, kind)
    }
    found |= _listed_with(reading.low, mentions, found)
    return frozenset(people[index][1] for index in found - away)


def standing(reading: Reading) -> frozenset[str]:
    """The keys of the people whom an article calls candidates, or tells to have a campaign."""
    return frozenset(
        key
        for mention, key in zip(reading.mentions, reading.entity_of, strict=True)
        if key
        and mention.type is EntityType.PERSON
        and (
            _STANDS.search(reading.low, max(0, mention.start - _BEFORE), mention.start)
            or _CAMPAIGNS.match(reading.low, mention.end)
        )
    )


def acting_in(reading: Reading, sentence: Span, *, speaking: bool = False) -> frozenset[str]:
    """The keys of those whom ``sentence`` names, unless they stay away, only speak of the
    matter (where ``speaking`` is not the news itself), or only say whose something was."""
    people = _people_in(reading, sentence)
    mentions = [mention for mention, _ in people]
    absent = staying_away(reading.low, mentions, sentence)
    return frozenset(
        key
        for index, (mention, key) in enumerate(people)
        if index not in absent
        and (speaking or not only_speaks(reading.low, mention, sentence))
        and not _says_whose(reading.low, mention, sentence)
    )


def away_from(reading: Reading, sentence: Span) -> frozenset[str]:
    """The keys of those who, as ``sentence`` tells, stay away."""
    people = _people_in(reading, sentence)
    absent = staying_away(reading.low, [mention for mention, _ in people], sentence)
    return frozenset(people[index][1] for index in absent)


def _people_in(reading: Reading, sentence: Span) -> list[tuple[Mention, str]]:
    return [
        (mention, key)
        for mention, key in reading.named_in(sentence)
        if key and mention.type is EntityType.PERSON
    ]


def _says_whose(low: str, person: Mention, sentence: Span) -> bool:
    """Whether somebody only says whose something is: "the Bush administration", "under Bush"."""
    before = low[max(sentence.start, person.start - _BEFORE) : person.start]
    return bool(_WHOSE.match(low, person.end) or _OF_WHOM.search(before))


def staying_away(low: str, people: Sequence[Mention], sentence: Span) -> set[int]:
    """Which of ``people`` were not there, or will not be, as the sentence says."""
    direct = {
        index for index, person in enumerate(people) if _stays_away(low, people, index, sentence)
    }
    return direct | _listed_with(low, people, direct)


def only_speaks(low: str, person: Mention, sentence: Span) -> bool:
    """Whether the sentence names somebody as the one who says it."""
    before = low[max(sentence.start, person.start - _BEFORE) : person.start]
    behind = low[person.end : min(sentence.end, person.end + _BEHIND)]
    apposed = _APPOSED.match(behind)
    behind = behind[apposed.end() :] if apposed else behind
    return bool(_SAYS.match(behind) or _SAID_BY.search(before))


def _stays_away(low: str, people: Sequence[Mention], index: int, sentence: Span) -> bool:
    person = people[index]
    if low.startswith(("-less", "-free"), person.end):
        return True
    if _WITHOUT.search(low[max(sentence.start, person.start - _BEFORE) : person.start]):
        return True
    behind = low[person.end : min(sentence.end, person.end + _BEHIND)]
    apposed = _APPOSED.match(behind)
    behind = behind[apposed.end() :] if apposed else behind
    away = _STAYS_AWAY.search(behind)
    if away is None:
        return False
    return all(
        word in _MAY_STAND_BETWEEN or word.endswith("ly") for word in _words(behind[: away.start()])
    )


def _has_part(
    low: str, people: Sequence[Mention], index: int, span: Span, sentence: Span, kind: str
) -> bool:
    person = people[index]
    if person.start < span.end and span.start < person.end:
        return True
    before = low[max(sentence.start, person.start - _BEFORE) : person.start]
    if kind == "ELECTION" and _STANDS.search(before):
        return True
    if person.end > span.start:
        return _has_part_after(low, person, span, sentence, kind)
    between = low[person.end : span.start]
    if len(between) > _REACH:
        return False
    if _OWNS.match(between):
        return True
    there = bool(_THERE.search(between))
    if there and _BROUGHT.search(before) and not _broken(between):
        return True
    alone = not any(person.end <= other.start < span.start for other in people)
    done = alone and _DONE_IN.search(between) and not _NEGATED.search(between)
    return (
        (done and not _broken(between))
        or _acts(between, kind)
        or (kind in _GATHERINGS and there and alone and not _broken(between))
    )


def _has_part_after(low: str, person: Mention, span: Span, sentence: Span, kind: str) -> bool:
    between = low[span.end : person.start]
    if len(between) > _REACH:
        return False
    if _FOLLOWS.match(between) or _BRINGS.match(between) or _WHERE.match(between):
        return True
    going = _GOING.search(low, max(sentence.start, span.start - 60), span.start)
    return bool(going and kind in _GATHERINGS and _THEN.match(between))


def _acts(between: str, kind: str) -> bool:
    """Whether what stands behind somebody, up to the event, says what they do in it."""
    apposed = _APPOSED.match(between)
    words = _words(between[apposed.end() :] if apposed else between)
    place = 0
    while place < len(words) and (words[place] in _BEFORE_A_VERB or words[place].endswith("ly")):
        place += 1
    if place == len(words):
        return False
    does = _DOES | (_HARMS if kind in _HARM else _GOES)
    return words[place] in does and not _BREAKS & set(words[place + 1 :]) and ";" not in between


def _broken(between: str) -> bool:
    return ";" in between or ":" in between or bool(_BREAKS & set(_words(between)))


def _words(text: str) -> list[str]:
    return [word.strip(",.“”\"'’()") for word in text.split()]


def _listed_with(low: str, people: Sequence[Mention], found: set[int]) -> set[int]:
    """Who stands in one list with one of ``found``: "A, B and C met"."""
    listed: set[int] = set()
    for order in (range(len(people) - 1, 0, -1), range(1, len(people))):
        back = order.step < 0
        for index in order:
            one, other = (index, index - 1) if back else (index - 1, index)
            gap = low[people[index - 1].end : people[index].start]
            if one in found | listed and len(gap) <= _REACH and _LISTED.match(gap):
                listed.add(other)
    return listed
