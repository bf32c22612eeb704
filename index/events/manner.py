"""Whether a text argues or reports, told by its manner alone.

Who argues speaks for himself, says what ought to be and weighs words ("indeed", "so-called");
who reports says who said what, and on which day. What somebody is quoted with tells nothing of
the manner of the text around it. Counts of a few classes of words are added up with
:data:`WEIGHTS`, which ``python -m scripts.evaluate_opinion --fit`` makes from articles whose
address or outlet says what they are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from math import exp, sqrt

from index.article import Zone, ZoneKind
from index.language.fold import fold_case

ARGUES_FROM = 0.85
"""The probability from which a text is held to argue."""
_LOOKED_AT = 6000
_FEWEST = 200  # words outside quotations: of a shorter text the manner cannot be told
_ENGLISH = 0.02  # so many of the words of an English text, and more, are "the"
_BESIDE = frozenset(
    {
        ZoneKind.BOILERPLATE,
        ZoneKind.CREDIT,
        ZoneKind.CAPTION,
        ZoneKind.HEADER,
        ZoneKind.HEADLINE,
        ZoneKind.QUOTE,
    }
)
_QUOTED = re.compile(r"[\"“][^\"“”\n]{1,1500}[\"”]")
# "AMY GOODMAN: …" at the start of lines: what follows is said by somebody named.
_SPEAKER = re.compile(r"^[A-Z][A-Z .'-]{2,40}:", re.MULTILINE)
_TALK = 3
_WORD = re.compile(r"[a-z]+(?:['’][a-z]+)?")
_MOST = 6.0  # per hundred words: more of a class says no more

_CLASSES = {
    "speaks of himself": "i i'm i've i'd i'll my me mine myself",
    "speaks of us": "we we're we've we'll our ours ourselves let's",
    "speaks to readers": "you you're you'll your yourself",
    "ought": "must should shouldn't ought",
    "argues": "indeed perhaps surely frankly simply merely worse alas obviously clearly apparently "
    "supposedly truth wrong absurd ridiculous ironically instead nor thus hence therefore "
    "moreover yes sadly fortunately unfortunately imagine consider so-called",
    "judges": "hypocrisy moral immoral shameful dangerous disaster failed failure corrupt lies "
    "liar nonsense propaganda evil tyranny radical foolish brilliant terrible awful disgrace "
    "outrageous",
    "shortens": "isn't aren't don't doesn't didn't won't can't wasn't weren't wouldn't couldn't "
    "it's that's there's they're what's here's he's she's haven't hasn't",
    "said": "said told added tweeted spokesman spokeswoman spokesperson statement declined "
    "reporters reported announced officials",
    "says": "says say adds explains notes tells",
    "days": "monday tuesday wednesday thursday friday saturday sunday",
    "titles": "mr mrs ms sen rep gov",
}
_CLASS_OF = {word: name for name, words in _CLASSES.items() for word in words.split()}
_PAIRS = {
    ("of", "course"): "argues",
    ("in", "fact"): "argues",
    ("after", "all"): "argues",
    ("other", "words"): "argues",
    ("no", "doubt"): "argues",
    ("so", "called"): "argues",
    ("need", "to"): "ought",
    ("needs", "to"): "ought",
    ("according", "to"): "said",
}
QUOTED, ASKS, CONSTANT = "quoted", "asks", "constant"
NAMES = (*_CLASSES, ASKS, QUOTED, CONSTANT)
WEIGHTS = {
    "speaks of himself": 1.09,
    "speaks of us": 1.50,
    "speaks to readers": -0.17,
    "ought": 0.65,
    "argues": 2.50,
    "judges": 1.16,
    "shortens": 0.32,
    "said": -1.99,
    "says": -1.61,
    "days": -1.53,
    "titles": -0.38,
    "asks": 0.29,
    "quoted": -2.26,
    "constant": -0.42,
}


def measures(text: str, zones: Iterable[Zone]) -> dict[str, float] | None:
    """How much of each of :data:`NAMES` there is in the story of ``text``.

    Of words and questions it is the root of their number among a hundred words outside
    quotations, of quotations their part of the whole. ``None`` for a text too short to tell,
    for a conversation and for one that is not in English.
    """
    story = _story(text, zones)
    if len(_SPEAKER.findall(story)) >= _TALK:
        return None
    low = fold_case(story)
    bare = _QUOTED.sub(" ", low)
    words = [word.replace("’", "'") for word in _WORD.findall(bare)]
    if len(words) < _FEWEST or words.count("the") < _ENGLISH * len(words):
        return None
    counts = Counter(_CLASS_OF[word] for word in words if word in _CLASS_OF)
    counts.update(_PAIRS[pair] for pair in pairwise(words) if pair in _PAIRS)
    counts[ASKS] = bare.count("?")
    found = {name: sqrt(min(_MOST, 100 * counts[name] / len(words))) for name in NAMES}
    return {**found, QUOTED: 1 - len(bare) / len(low), CONSTANT: 1.0}


def argues(text: str, zones: Iterable[Zone]) -> bool:
    """Whether a text has the manner of opinion; a short one is not held to."""
    found = measures(text, zones)
    if found is None:
        return False
    return 1 / (1 + exp(-sum(WEIGHTS[name] * found[name] for name in NAMES))) >= ARGUES_FROM


def _story(text: str, zones: Iterable[Zone]) -> str:
    """The beginning of a text without what stands around and in between its sentences."""
    parts, last = [], 0
    for zone in sorted(zones):
        if zone.kind in _BESIDE and zone.start >= last:
            parts.append(text[last : zone.start])
            last = zone.end
    return "\n".join((*parts, text[last : last + _LOOKED_AT]))[:_LOOKED_AT]
