"""What a rule gets to see, and what it answers."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date

from msgspec import Struct, field

from index.article import Interval
from index.language.dates.kinds import CLASSES, Kind
from index.language.dates.tokens import Tokens
from index.language.model import TimexType


class Meaning(Struct, frozen=True):
    """What an expression means.

    ``interval`` is given only when it is not the one that ``value`` and ``mod``
    say; ``start`` and ``end`` only when the expression is shorter or longer than
    what the rule matched.
    """

    value: str
    type: TimexType = TimexType.DATE
    mod: str = ""
    interval: Interval | None = None
    start: int | None = None
    end: int | None = None
    looked_back_to: bool = True
    """Whether "the following day" may count from here."""


class Context(Struct):
    """What is known while a text is read from its beginning.

    ``anchor`` is the day of publication. ``near`` stands in for it where only a
    year is missing: the latest month or day that the text itself dates fully.
    ``last`` is the last calendar date met, with its value and where it ends;
    ``numeric_day_first`` how 5/4/2023 is written, when known.
    """

    anchor: date | None
    near: date | None
    numeric_day_first: bool | None = None
    last: Interval = field(default_factory=Interval)
    last_value: str = ""
    last_end: int = 0


class Found(Struct, frozen=True):
    """The words that a rule matched: ``tokens[first:last]``."""

    tokens: Tokens
    first: int
    last: int
    context: Context

    @property
    def start(self) -> int:
        return self.tokens.spans[self.first][0]

    @property
    def end(self) -> int:
        return self.tokens.spans[self.last - 1][1]

    @property
    def words(self) -> str:
        """The matched text, folded and in lower case."""
        return self.tokens.folded[self.start : self.end]

    def places(self, kinds: Collection[str] | str) -> list[int]:
        """Where in the tokens the matched words of these kinds (or of this class) are."""
        wanted = CLASSES[kinds] if isinstance(kinds, str) and kinds in CLASSES else kinds
        return [p for p in range(self.first, self.last) if self.tokens.kinds[p] in wanted]

    def has(self, *kinds: Kind) -> bool:
        return any(kind in kinds for kind in map(Kind, self._kinds()))

    def number(self, kinds: Collection[str] | str) -> int | None:
        """The number that the first word of these kinds stands for."""
        for place in self.places(kinds):
            value = self.tokens.values[place]
            if isinstance(value, int) or value.lstrip("-").isdigit():
                return int(value)
        return None

    def code(self, kinds: Collection[str] | str) -> str:
        """The code that the first word of these kinds stands for; empty when there is none."""
        places = self.places(kinds)
        return str(self.tokens.values[places[0]]) if places else ""

    def word(self, place: int) -> str:
        begin, end = self.tokens.spans[place]
        return self.tokens.folded[begin:end]

    def before(self, length: int = 60) -> str:
        """The folded text of the same sentence before the match, at most ``length`` long."""
        window = self.tokens.folded[max(0, self.start - length) : self.start]
        return _SENTENCE_START.split(window)[-1]

    def behind(self, length: int = 60) -> str:
        """The folded text of the same sentence after the match, at most ``length`` long."""
        return _SENTENCE_END.split(self.tokens.folded[self.end : self.end + length])[0]

    def spoken_of(self, reach: int = 600) -> str:
        """The value of the last date met, when it stands at most ``reach`` before."""
        near = self.start - self.context.last_end <= reach
        return self.context.last_value if near else ""

    def _kinds(self) -> str:
        return self.tokens.kinds[self.first : self.last]


_SENTENCE_START = re.compile(r"(?<!\bmr)(?<!\bmrs)(?<!\bdr)(?<!\.m)[.!?]\s+|\n\s*\n")
_SENTENCE_END = re.compile(r"[.!?;](?:\s|$)|\n\s*\n")

_FUTURE = re.compile(
    r"\b(?:(?:will|would|wo|shall|to|is|are)(?:\s+not|n't)?\s+be\s+(?:\w+ly\s+)?\w+"
    r"|will|would|won't|shall|'ll|going to"
    # "Than expected", "3.6% expected and 3.5% in January": what had been, by then.
    r"|(?<!than )(?<!as )(?<!% )(?<!\d )expected|scheduled|slated|poised|due|set (?:to|for)"
    r"|upcoming|until|till|deadline|planned"
    r"|plans?|planning|expects?|expecting|aims?|should|could|might|hopes?|intends?|likely|next"
    r"|now and"
    r"|as (?:soon|early|late) as|no later than"
    r"|(?<!failed )(?<!managed )(?<!went on )(?<!refused )(?<!used )"
    r"to (?:be|begin|start|open|hold|meet|take|last|visit|go|come|leave|arrive|return|resume"
    r"|vote|decide|appear|attend|host|play|face|end|run|release|announce)|se|sap|du kien"
    r"|leaves|arrives?|opens|begins?|starts|kicks? off|expires?|votes|go(?:es)? (?:to|on|into)"
    r"|becomes|resumes|ends|retires|launches|premieres|debuts|lifts? off|takes? over|steps? down"
    r"|hears?|meets?|faces?|convenes?|hosts|testif(?:y|ies)|gathers?|takes? (?:effect|office|place)"
    r"|head(?:s|ing) to|travels|flies|departs|plays|addresses"
    r"|visits(?!\s(?:to|by|from|with|of|and)\b)"
    r"|(?:is|are) (?:leaving|arriving|traveling|travelling|coming|going|flying|meeting))\b"
)
_PAST = re.compile(
    r"\b(?:was|were|had|said|says|took|began|held|met|told|ago|last(?! day of)|since|came|went|fell"
    r"|rose|got|made|won|lost|left|shot|found|gave|led|kept|saw|ran|sent|spoke|wrote|broke|did|died|killed"
    r"|became|grew|knew|drew|threw|flew|paid|sold|bought|brought|thought|caught|sought|fought|struck"
    r"|drove|chose|stood|built|spent|felt|heard|sank|hung|beat|fled|fed|sat|withdrew|tore|wore|slid"
    r"|set(?! (?:to|for)\b)|da"
    # Not every word in -ed tells of the past: "the United States", "a hundred".
    r"|(?!(?:united|hundred|indeed|speed|exceed|succeed|proceed|sacred|armed|limited|advanced"
    r"|unprecedented)\b)[a-z]{3,20}(?<!ne)ed)\b"
)


# What tells of something to come only where the date stands behind it.
_TOWARDS = re.compile(
    r"\b(?:can|prepar(?:es?|ing) (?:for|to)|counting on|gear(?:s|ing) up|in the run-?up to"
    r"|(?:ahead of|weeks before|months before)(?=[^,;]*$)"
    r"|is seeking|are seeking|(?:vow(?:s|ed)|pledged?|promised?) to"
    r"|(?<!failed )(?<!managed )(?<!went on )(?<!refused )(?<!used )(?<!able )"
    r"to (?:win|emerge|succeed|elect|choose|defeat|unseat|replace|defend|compete))\b"
)


# What comes round on a day that everybody knows of beforehand.
_CONTEST = (
    r"(?:elections?|midterms?|polls|ballots?|ticket|primar(?:y|ies)|referend(?:um|ums|a)|run-?offs?"
    r"|conventions?|summit|olympics|games|world cup|championships?|inauguration)"
)
_OF_A_KIND = r"(?:[a-z]{2,15}(?:al|ic|an|ary|ive)|midterm|party|snap|state|senate|house|runoff)"
_NAMES_CONTEST = re.compile(rf"(?:'s)?\s(?:{_OF_A_KIND}\s){{0,2}}{_CONTEST}\b")
_CONTEST_THEN = re.compile(
    rf"\b{_CONTEST}(?:,?\s(?:in|at|to be held in)\s[^,.;]{{2,30}}(?:,\s[a-z. ]{{2,15}})?,?)?"
    r"\s(?:in|on|during|for)?\s?(?:the\s)?(?:early |late |mid-?)?$"
)
_OUTCOME = re.compile(
    r"\b(?:won|lost|winning|losing|beat|defeated|elected|after|since|following|wake of|was|were"
    r"|had|last|during|failed|previous|held)\b(?![^.]{0,40}\bbefore\b)[^.;]{0,40}$"
)


def is_of_a_coming_contest(found: Found) -> bool:
    """Whether an election, a convention or their like is told by the date, and not as over.

    "Worried about November's elections" says nothing of when the worry is.
    """
    before = found.before(90)
    if _OUTCOME.search(before):
        return False
    return bool(
        _NAMES_CONTEST.match(found.behind(60))
        or (_CONTEST_THEN.search(before) and not is_past(found))
    )


_UNTIL = re.compile(r"\b(?:until|till)\s+(?:late |early )?$")
_BY = re.compile(r"\bby\s+(?:the |early |late |mid-?){0,2}$")
_AHEAD_OF = re.compile(r"\bahead of\s+(?:the |this |next )?$")
_HAD = re.compile(r"\b(?:had|did|that)\b")


# "Will debate him for the first time when they take the stage in Las Vegas on Wednesday".
_WILL_WHEN = re.compile(r"\b(?:will|'ll|(?:is|are) (?:set|expected|due) to)\b[^;]{1,150}\swhen\s")
_WHOLE_SENTENCE = 260


def _is_when_it_will(before: str) -> bool:
    """Whether it will be when what the clause tells is, and nothing in that clause is past."""
    will = _WILL_WHEN.search(before)
    return will is not None and not _PAST.search(before, will.end())


def is_future(found: Found) -> bool:
    """Whether the clause around the expression speaks of what is still to come."""
    before = found.before()
    if _AHEAD_OF.search(before):
        return True
    if found.behind(3).startswith("'s"):
        return False
    future = max(_last(_FUTURE, before), _last(_TOWARDS, before))
    past = _last(_PAST, before)
    if future < 0 and past < 0 and _is_when_it_will(found.before(_WHOLE_SENTENCE)):
        return True
    behind = found.behind(120)
    if _UNTIL.search(before) and _HAD.search(behind):
        return False
    if _BY.search(before):
        return not _PAST.search(behind[:30])
    if future >= 0 or past >= 0:
        # What is "expected" or "scheduled" is still ahead, though the form is a past one.
        return future >= past
    ahead = _FUTURE.search(behind)
    past_ahead = _PAST.search(behind)
    if ahead is None:
        return False
    return past_ahead is None or ahead.start() < past_ahead.start()


_ANNOUNCED = re.compile(
    r"\b(?:will|shall|'ll|going to|(?<!than )(?<!as )(?<!% )(?<!\d )expected|scheduled|slated|due"
    r"|set (?:to|for)|upcoming|planned|plans?|until|to be|is to|are to)\b"
)


def is_announced(found: Found) -> bool:
    """Whether the clause says outright that something is to come; "would" does not."""
    said = f"{found.before()} {found.behind(60)}"
    ahead = _AHEAD_OF.search(found.before()) or _ANNOUNCED.search(said)
    return is_future(found) and ahead is not None


_OPEN = re.compile(
    r"\b(?:can|could|may|might|(?:potential|chances?|odds|able|path) to win|to win)\b"
)
_RUNS = re.compile(
    r"\b(?:is|are|'s|'re) (?:seeking|running|campaigning|competing|vying|challenging|up for)\b"
)
_IN_IT = re.compile(r"\b(?:in|come)\s(?:early |late |mid-)?\Z")
_HAVE = re.compile(r"\b(?:could|might|may) have\b")


def is_open(found: Found) -> bool:
    """Whether the clause before a month tells what can still come about in it: who faces
    defeat in November, who is running in the February election."""
    before = found.before(90)
    if _RUNS.search(before) and _NAMES_CONTEST.match(found.behind(60)):
        return not is_past(found)
    if _HAVE.search(before) or not _IN_IT.search(before) or _PAST.search(found.before()):
        return False
    return _last(_OPEN, before) >= 0 and is_future(found)


def is_past(found: Found) -> bool:
    """Whether the clause before the expression speaks of what has been."""
    before = found.before()
    return _last(_PAST, before) > max(_last(_FUTURE, before), _last(_TOWARDS, before))


_OPENS = re.compile(r"\s*(?:but |and )?(?:on|in|during|between)\s+")


def opens_the_past(found: Found) -> bool:
    """Whether the expression opens a sentence about what has been: ``On March 3, she left``."""
    if not _OPENS.fullmatch(found.before()):
        return False
    behind = found.behind(80)
    past, ahead = _PAST.search(behind), _FUTURE.search(behind)
    return past is not None and (ahead is None or past.start() < ahead.start())


def _last(pattern: re.Pattern[str], text: str) -> int:
    place = -1
    for match in pattern.finditer(text):
        place = match.end()
    return place
