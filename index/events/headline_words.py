"""What the words of a headline tell: whether it is news, by which verb or noun, of what kind.

Everything here looks at the headline alone, folded and in lower case; where it stands and
what the article says beside it is the matter of :mod:`index.events.headline`.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from index.events.casualties import names_accident, tells_accident
from index.events.headline_verbs import ACT, GOING_ON, STATEMENT, STEMS, TOLD_BY
from index.events.lexicon import FIGURATIVE, HEADS, PASSING, SMALL_HEADS, VERBS, words_of
from index.events.wording import head_of
from index.language.fold import fold_case

_WORD = re.compile(r"[a-z0-9]+(?:['-][a-z0-9]+)*")
_PASSING = re.compile(rf"\b{PASSING}\b")
LONGEST = 220
"""Characters of a headline that are looked at."""
LABEL_WORDS = 3
"""A headline of up to so many words is a label and tells no happening."""
_LIST = (
    r"(?:the )?(?:\d+|two|three|four|five|six|seven|eight|nine|ten)"
    r" (?:[\w-]+ )?(?:things|ways|reasons|questions|takeaways|facts|moments|lessons|charts"
    r"|quotes|signs|tips)\b"
)
# Opinion, questions and lists tell no happening of their own.
_NO_NEWS = re.compile(
    r"(?:opinions?|analysis|editorial|commentary|op-ed|column|review|letters?|poll|fact check"
    r"|the take|explainer)\b\s?[:|-]"
    r"|(?:how|why|what|who|where|when|here's|here are|is|are|can|will|should|does|do|did)\b"
    rf"|{_LIST}"
)
_NO_NEWS_WITHIN = re.compile(
    rf":\s(?:(?:how|why|what)\b|{_LIST})"
    r"|\bexplained\s*$|\blive (?:updates?|blog|coverage)\b|\btakeaways\b|\bfact[- ]check"
    r"|\bwhat (?:we|you|to) (?:know|expect|need)\b|^(?:i|i'm|i've|my|we|we're|our)\s"
)
# "His rally shows how …" is an argument, but not what papers, pictures and counts show.
_SHOWS_HOW = re.compile(
    r"\b(?:shows?|illustrates?|proves?|reminds us) (?:just |exactly )?(?:how|why)\b"
)
_PAPERS = words_of(
    "draft document documents email emails memo memos letter letters record records file files "
    "report reports study studies poll polls survey surveys data figures numbers research analysis "
    "video videos footage photo photos image images tape tapes recording transcript transcripts "
    "map maps chart evidence filing filings texts messages"
)
# "Democrats' panic": whose it is, unless the words are quoted.
_OWNERS = re.compile(r"(?<=[a-z]s)'(?=\s)")
_QUOTE_OPENS = re.compile(r"(?:\A|\s)'\w")
# Of these a headline as often says something else: a verb tells it better …
_TOLD_BETTER = words_of("war revolution")
# What a shooting led to is told by a verb, unless that only says whom it struck.
_VIOLENT = frozenset({"ATTACK", "PROTEST", "CONFLICT"})
_STRUCK = words_of("dead wounded injured hurt killed victims")
_STRUCK_IN = words_of("in by")
_TOLD_OF = words_of("that which who")  # "the case that could decide …"
# These go on for so long that they alone are no news.
_GOING_ON = words_of("pandemic epidemic")
_IS = words_of("he's she's it's that's who's what's there's here's")
# Before a verb these make it a noun or somebody's wish.
_NO_VERB_AFTER = words_of("the a an of for in on his her their its no more this that")
# Before "of" a word in "-s" is a noun ("signs of"), but for these.
_VERBS_WITH_OF = words_of("dies warns speaks complains boasts reminds")
_A_HOST = "host"
# Storms hit; so do critics. Planes crash by themselves.
_BY_THEMSELVES = words_of("crashes crashed collapses sinks floods erupts")
# "How to attack Trump", "attacks over the law", "the donor war": none of arms.
_OVER = words_of("over on")
_SAID_OF = words_of(
    "law laws bill bills record records plan plans policy policies tax taxes ad ads"
)
# "Election law", "the election board": what there is between elections, too.
_ABOUT_ELECTIONS = words_of(
    "law laws rule rules reform fraud official officials board commission security systems system "
    "meddling interference hacking tampering bill lawsuit lawsuits"
)
_PAYERS = words_of("donor donors fund funds ad ads")
# What dies without anybody's death.
_NOT_ALIVE = words_of(
    "deal deals bill bills law laws plan plans effort efforts talks hope hopes dream dreams "
    "measure amendment legislation reform proposal campaign"
)
_DISASTERS = words_of("blaze landslide mudslide avalanche tornado tornadoes") | frozenset(
    word for word, kind in HEADS.items() if kind == "DISASTER"
)
# Earthquakes kill as well.
_OF_DISASTERS_TOO = words_of("kill kills killed injure injures injured wounds wounded")
# "Italy" and "Kelly" end like adverbs.
_SHORT_NAME = 5
_NO_ADVERBS = words_of("family assembly supply rally monopoly anomaly butterfly")
# ", police say": who says it stands at the end.
_SAID_AT_THE_END = re.compile(r",\s(?:[\w.'-]{1,20}\s){1,3}(?:say|says|said)\Z")
_FOUND_DEAD = re.compile(r"\bdead(?:\Z|,|\s(?:in|at|after|from|of)\b)")
_MAY = words_of("may might could would")
_WILL = _MAY | words_of("will won't")
# What may stand between "will" or "to" and the verb.
_SOMEHOW = words_of("not again also soon never still now likely")
# "Dockers in Rotterdam begin": a place of one or two words may stand behind who does it.
_PLACED_BY = words_of("in at from near across outside")
_PLACED = 1
_MANY = words_of("men women people police children dead troops")
# After these a form in "-ing" is a noun: "the case for killing".
_NO_ACT_AFTER = words_of(
    "of for in on by from after before without over about with at and or is are was were be as"
)


def tells_news(headline: str) -> bool:
    """Whether a headline may tell a happening: it is no opinion, question, list or live page."""
    return not no_news(fold_case(headline[:LONGEST]).strip())


def no_news(low: str) -> bool:
    """Whether a folded headline is an opinion, a question, a list or a live page."""
    if _NO_NEWS.match(low) or _NO_NEWS_WITHIN.search(low) or low.endswith("?"):
        return True
    argued = _SHOWS_HOW.search(low)
    return argued is not None and _PAPERS.isdisjoint(_WORD.findall(low[: argued.start()]))


def is_label(words: str) -> bool:
    """Whether a headline is of a few words, none of them a verb: no "Roe Endorses Doe"."""
    inside = _WORD.findall(fold_case(words))[1:-1]
    return len(words.split()) <= LABEL_WORDS and not any(w in VERBS or w in TOLD_BY for w in inside)


def told_by(low: str, *, label: bool = False) -> tuple[str, str]:
    """The verb or noun of a headline that makes it an event, with the kind; "" without one.

    With ``label`` it is the first sentence, where any verb is no sign of news.
    """
    if no_news(low):
        return "", ""
    word, kind = _told_by(low, label=label)
    if label or kind not in ("", ACT):
        return word, kind
    if tells_accident(low) or (not kind and names_accident(low)):
        return word or "accident", "DISASTER"
    return word, kind


def _told_by(low: str, *, label: bool) -> tuple[str, str]:
    if not _QUOTE_OPENS.search(low):
        low = _OWNERS.sub("'s", low)
    words = _WORD.findall(low)
    passing = _PASSING.search(low)
    before_passing = _WORD.findall(low[: passing.start()]) if passing else words
    for index, word in enumerate(words):
        described = index and words[index - 1].endswith("ly") and word.endswith("ed")
        named = len(words[index - 1]) <= _SHORT_NAME or words[index - 1] in _NO_ADVERBS
        if described and not named:
            continue  # "racially charged"
        if word in VERBS and index and not _no_verb(words, index):
            if VERBS[word] == "DEATH" and words[index - 1] in _NOT_ALIVE:
                return word, ACT
            disaster = not _DISASTERS.isdisjoint(words)
            if disaster and word in _OF_DISASTERS_TOO:
                return word, "DISASTER"
            storm = VERBS[word] != "DISASTER" or word in _BY_THEMSELVES
            return word, VERBS[word] if storm or disaster else ACT
    for index, word in enumerate(before_passing):
        if word in _GOING_ON or word == "primary" or _figurative(words, index):
            continue
        if word.startswith("election") and _ABOUT_ELECTIONS & {*words[index + 1 : index + 2]}:
            continue
        if word in SMALL_HEADS:
            told = head_of(word), HEADS[word]
            better = word in _TOLD_BETTER or (
                HEADS[word] in _VIOLENT and not _STRUCK.intersection(words)
            )
            somehow = _told_somehow(words, but_after=index) if better and not label else ("", "")
            return somehow if somehow[1] else told
    if label:
        return "", ""
    told = _told_somehow(words)
    if not told[1] and _FOUND_DEAD.search(low):
        return "dies", "DEATH"
    return ("says", STATEMENT) if not told[1] and _SAID_AT_THE_END.search(low) else told


def _no_verb(words: Sequence[str], index: int) -> bool:
    """Whether a word that may be a verb is none: "its cuts", "signs of", "Roe's orders"."""
    word = words[index]
    if words[index - 1].endswith("'s") and words[index - 1] not in _IS:
        return VERBS.get(word) != "VISIT"
    of = words[index + 1 : index + 2] == ["of"]
    noun = word == _A_HOST or (word.endswith("s") and word not in _VERBS_WITH_OF)
    return (noun and of) or words[index - 1] in _NO_VERB_AFTER


def _figurative(words: Sequence[str], index: int) -> bool:
    """Whether a war or an attack is only called so, as in "culture war" or "the war over his
    case", or is a verb: "how to attack"."""
    around = {*words[max(0, index - 1) : index]} & FIGURATIVE
    if any("-" in word and word.rpartition("-")[2] in _PAYERS for word in words[index - 1 : index]):
        return True
    if words[index] in ("attack", "attacks"):
        said_of = words[index + 1 : index + 2] and words[index + 1] in _OVER
        to_do = index and words[index - 1] == "to"
        return bool(to_do or (said_of and _SAID_OF & {*words[index + 2 : index + 6]}))
    return words[index] == "war" and bool(around or words[index + 1 : index + 2] == ["over"])


def _told_somehow(words: Sequence[str], *, but_after: int = -1) -> tuple[str, str]:
    """A verb that tells that something happened, or is to, with its kind; "" without one.

    With ``but_after`` one that says what the word there did ("the attack stuns …"), or whom it
    struck ("involved in"), does not count.
    """
    for index, (before, word) in enumerate(itertools.pairwise(words), 1):
        struck = word.endswith("ed") and bool(_STRUCK_IN & {*words[index + 1 : index + 2]})
        if 0 <= but_after in (index, index - 1) or (but_after >= 0 and struck):
            continue
        if before in _MAY and _TOLD_OF & {*words[:index][-2:-1]}:
            continue
        leads = words[index - 2] if before in _SOMEHOW and index > 1 else before
        if leads == "to" and word in STEMS:
            return word, ACT
        if leads in _WILL and word in STEMS and word != "be":
            return word, ACT
        if _no_verb(words, index):
            continue
        if word in TOLD_BY:
            return word, TOLD_BY[word]
        # "Senators demand", "Trump ending": many do it, or it is being done.
        several = "and" in words[max(0, index - 3) : index - 1] and before not in _NO_VERB_AFTER
        many = several or (before.endswith("s") and not before.endswith(("'s", "ss")))
        many = many or _many_there(words[:index])
        if (many and word in STEMS) or (word in GOING_ON and before not in _NO_ACT_AFTER):
            return word, ACT
    return "", ""


def _many_there(words: Sequence[str]) -> bool:
    """Whether words tell of several who are somewhere: "dockers in Rotterdam" (begin)."""
    if len(words) > _PLACED and words[-1] in _PLACED_BY:
        return False
    for reach in (2, 3):
        if len(words) > reach and words[-reach] in _PLACED_BY:
            who = words[-reach - 1]
            plural = who.endswith("s") and not who.endswith(("'s", "ss"))
            return plural or who in _MANY
    return False
