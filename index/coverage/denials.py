"""What a sentence denies: ``did not promise an inquiry``, ``ruled out an inquiry``, ``no deaths``.

Only what is denied beyond doubt counts. The word that is denied has to follow what denies it,
and the other sentence has to say it of the same one, to the same end, and without a *may*.
The rules are those of English.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum
from itertools import islice, takewhile

from msgspec import Struct

from index.article import Span
from index.events.background import background_of
from index.language.fold import fold_case
from index.search.stemming import stem

_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d[\d.,]*|[;:.,()“”\"—–!?]")
_ENDS = frozenset(';:.()“”"—–!?')


def _all(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _stems(words: str) -> frozenset[str]:
    return frozenset(map(stem, words.split()))


_NOT = frozenset({"not", "never", "cannot"})
_REFUSALS = frozenset(
    f"{verb}{end}"
    for verb, ends in (("fail", ("", "s", "ed", "ing")), ("refus", ("e", "es", "ed", "ing")))
    for end in ends
)
_NONE = frozenset({"no", "without"})
_NOBODY = frozenset({"nobody", "none"})
# Behind these what is said is not denied, or not all of it.
_NOT_QUITE = _all(
    "only just merely simply necessarily until all every always everyone enough exactly so too"
    " very really quite doubt matter longer far less more fewer later further other else"
)
_MODALS = _all("would could should may might must")
_UNSURE = _all(
    "if whether unless until before or nor than lest without rumor rumors rumour rumours alleged"
    " allegation allegations accused suspected suspicion claim claims"
)
_SURELY_ONE = _all("the this that these those my your his her its our their same")
_PRONOUNS = _all("he she they it who we i which that")
# Who does not say, know or see something has not said that it is not so.
_EMPTY = _stems(
    "say tell know think believe want comment see hear mean find need seem name identify"
    " respond disclose give provide specify elaborate mention reply return reveal answer"
    " expect understand look like do make take have get come go be let use show work"
    " immediately clear sure able reach release said"
)
_EMPTY_THINGS = _stems("one way time evidence word sign reason idea plan")
_SAID_AGAINST = re.compile(
    r"(?:n['’]t|^(?:not|never|no|nor|neither|without|cannot|hardly|barely|nobody|none|unable"
    r"|fail\w*|refus\w+|declin\w+|den(?:y|ie[sd]|ying)|reject\w*|ruled|ruling|rules|avoid\w*"
    r"|prevent\w*|stop\w*|lack\w*|against|instead|oppos\w+|cancel\w*|scrap\w*|abandon\w*"
    r"|dismiss\w*|despite|halt\w*|block\w*|discount\w*|doubt\w*|question\w*"
    # ... and how a negation looks that is misspelt, or that a stray space has cut.
    r"|(?:ca|wo|do|did|does|is|was|are|were|has|have|had|could|would|should)nt?))$"
)
_BEFORE, _BEHIND, _SKIPPED, _CLAUSE = 3, 4, 4, 12
# Of each pair of acts one takes back what the other gives.
_OPPOSITES = (
    ("rule out", "promise announce order launch open pledge"),
    ("reject", "accept approve back endorse"),
    ("deny", "admit confirm acknowledge"),
    ("oppose", "support back"),
)


def _forms(words: str) -> frozenset[str]:
    found = set()
    for word in words.split():
        bare = word.removesuffix("e")
        last = f"{word[:-1]}i" if word.endswith("y") else bare
        found |= {word, f"{word}s", f"{last}es", f"{last}ed", f"{bare}ing"}
    return frozenset(found)


_RULED_OUT = frozenset({"rule", "rules", "ruled", "ruling"})
_TAKING = [
    (_RULED_OUT if taking == "rule out" else _forms(taking), _forms(giving))
    for taking, giving in _OPPOSITES
]


class _Token(Struct, frozen=True):
    """A word or a mark, folded; ``stem`` is empty where it carries nothing of its own."""

    is_name: bool
    word: str
    stem: str
    span: Span


class _Of(Enum):
    """What can be denied: that somebody does something, that anybody does, that a thing is."""

    ACT = 1
    NOBODYS_ACT = 2
    THING = 3


class Denied(Struct, frozen=True):
    """Where one sentence denies what the other says, in the text of each."""

    here: Span
    there: Span


class Statement:
    """A sentence as words, to see what it denies."""

    def __init__(self, text: str, span: Span) -> None:
        """``span`` is that of the sentence in ``text``."""
        stop = background_of("en").stop
        self._tokens = []
        for match in _TOKEN.finditer(fold_case(text[span.start : span.end])):
            is_name = match.start() > 0 and text[span.start + match.start()].isupper()
            word = match[0].replace("’", "'").removesuffix("'s")
            carries = word[0].isalpha() and word not in stop and not word.endswith("n't")
            at = Span(span.start + match.start(), span.start + match.end())
            self._tokens.append(_Token(is_name, word, stem(word) if carries else "", at))

    def denies(self, other: Statement) -> Iterator[Denied]:
        """What of this the ``other`` says without denying it."""
        for cue in range(len(self._tokens)):
            yield from self._negated(cue, other)
            yield from self._opposed(cue, other)

    def _negated(self, cue: int, other: Statement) -> Iterator[Denied]:
        of, at = self._cue(cue)
        anchor = self._anchor(at) if of is not None else None
        if anchor is None or self._is_unsure(cue):
            return
        one = self._tokens[anchor]
        is_thing = of is _Of.THING
        subject = anchor if self._word(cue) == "neither" else cue
        if (
            one.stem in (_EMPTY_THINGS if is_thing else _EMPTY)
            or one.is_name
            or (is_thing and anchor > at)
            or self._is_since(anchor)
        ):
            return
        for place in other._places(one.stem):
            # What is meant, tried or talked about is not said to be so.
            is_meant = other._word(place - 1) == "to" if place else False
            if (
                not is_meant
                and not other._is_said_against(place)
                and self._modal(cue) == other._modal(place)
                and (not is_thing or self._one_lack(cue, anchor, other, place))
                and (of is not _Of.ACT or self._one_subject(subject, other, place))
                and self._one_object(anchor, other, place)
            ):
                here = Span(self._tokens[cue].span.start, one.span.end)
                yield Denied(here, other._tokens[place].span)
                return

    def _cue(self, at: int) -> tuple[_Of | None, int]:
        """What the word at a place denies, if anything, and from where on that may stand."""
        word = self._word(at)
        if word in _NOT or word.endswith("n't"):
            return _Of.ACT, at + 1
        if word in _REFUSALS:
            return (_Of.ACT if self._word(at + 1) == "to" else None), at + 2
        if word in _NOBODY or (word == "no" and self._word(at + 1) == "one"):
            return _Of.NOBODYS_ACT, at + (1 if word in _NOBODY else 2)
        if word == "neither":
            return self._neither(at)
        return (_Of.THING if word in _NONE else None), at + 1

    def _neither(self, at: int) -> tuple[_Of | None, int]:
        """As :meth:`_cue`, for ``neither the company nor the union accepted``."""
        reach = range(at + 1, min(at + _CLAUSE, len(self._tokens)))
        nor = next((place for place in reach if self._word(place) == "nor"), len(self._tokens))
        for place in range(nor + 2, min(nor + 2 + _SKIPPED, len(self._tokens))):
            if self._word(place).endswith("ed"):
                return _Of.ACT, place
        return None, at

    def _opposed(self, cue: int, other: Statement) -> Iterator[Denied]:
        word, at = self._tokens[cue].word, cue + 1
        for taking, giving in _TAKING:
            if word not in taking:
                continue
            if taking is _RULED_OUT:
                if self._word(at) != "out":
                    continue
                at += 1
            anchor = self._anchor(at)
            if anchor is None or self._is_unsure(cue) or self._is_said_against(cue, itself=False):
                continue
            for place in other._places(self._tokens[anchor].stem):
                act = other._act(place, giving)
                if (
                    act is not None
                    and not other._is_said_against(act)
                    and self._modal(cue) == other._modal(act)
                    and self._one_subject(cue, other, act)
                ):
                    yield Denied(
                        Span(self._tokens[cue].span.start, self._tokens[anchor].span.end),
                        Span(other._tokens[act].span.start, other._tokens[place].span.end),
                    )
                    return

    def _word(self, at: int) -> str:
        return self._tokens[at].word if at < len(self._tokens) else ""

    def _anchor(self, at: int) -> int | None:
        """The first word from ``at`` on that carries something, when it comes at once."""
        for place in range(at, min(at + _SKIPPED, len(self._tokens))):
            one = self._tokens[place]
            if one.word in _NOT_QUITE or one.word in _ENDS or one.word == ",":
                return None
            if one.stem and not one.word.endswith("ly"):
                return place
            if one.word[0].isdigit() or one.word in _PRONOUNS:
                return None
        return None

    def _places(self, what: str) -> list[int]:
        return [at for at, one in enumerate(self._tokens) if one.stem == what]

    def _act(self, place: int, acts: frozenset[str]) -> int | None:
        """Which of ``acts`` has the word at ``place`` for its object, when it stands close."""
        for at in range(place - 1, max(-1, place - 1 - _SKIPPED), -1):
            if self._tokens[at].word in _ENDS or self._tokens[at].word == ",":
                return None
            if self._tokens[at].word in acts:
                return at
        return None

    def _clause(self, at: int, step: int) -> Iterator[_Token]:
        at += step
        while 0 <= at < len(self._tokens) and self._tokens[at].word not in _ENDS:
            yield self._tokens[at]
            at += step

    def _is_unsure(self, at: int) -> bool:
        before = [one.word for one in islice(self._clause(at, -1), 5)]
        return not _UNSURE.isdisjoint(before)

    def _is_said_against(self, at: int, *, itself: bool = True) -> bool:
        around = [
            *islice(self._clause(at, -1), _CLAUSE),
            *islice(self._clause(at, 1), 5 if itself else 0),
        ]
        return self._is_unsure(at) or any(_SAID_AGAINST.search(one.word) for one in around)

    def _is_since(self, at: int) -> bool:
        """Whether it is denied of a time only."""
        return any(one.word == "since" for one in self._clause(at, 1))

    def _modal(self, at: int) -> str:
        for one in islice(self._clause(at, -1), _SKIPPED):
            if one.word in _MODALS:
                return one.word
        return ""

    def _one_subject(self, mine: int, other: Statement, theirs: int) -> bool:
        ours, others = self._before(mine), other._before(theirs)
        if not ours or not others:
            return False
        if "" in (ours[0].stem, others[0].stem):
            return True
        if ours[0].is_name and others[0].is_name:
            return ours[0].stem == others[0].stem
        return ours[0].stem in _all_of(others) or others[0].stem in _all_of(ours)

    def _one_lack(self, cue: int, anchor: int, other: Statement, place: int) -> bool:
        """Whether what is not there is what there is elsewhere, and no thing known already."""
        if place and other._word(place - 1) in _SURELY_ONE:
            return False
        ours = _all_of([*self._before(cue), *self._after(anchor)])
        return not ours.isdisjoint(_all_of([*other._before(place), *other._after(place)]))

    def _before(self, at: int) -> list[_Token]:
        """What comes before and carries something, the nearest first; or is a pronoun."""
        found = (one for one in self._clause(at, -1) if one.stem or one.word in _PRONOUNS)
        return list(islice(found, _BEFORE))

    def _one_object(self, mine: int, other: Statement, theirs: int) -> bool:
        ours, others = self._after(mine), other._after(theirs)
        if not ours or not others:
            return True
        return ours[0].stem in _all_of(others) or others[0].stem in _all_of(ours)

    def _after(self, at: int) -> list[_Token]:
        """What follows and carries something, up to the next comma."""
        near = takewhile(lambda one: one.word != ",", self._clause(at, 1))
        return list(islice((one for one in near if one.stem), _BEHIND))


def _all_of(tokens: Sequence[_Token]) -> set[str]:
    return {one.stem for one in tokens if one.stem}
