"""Near-identical copies: whether two articles carry one text, lightly edited.

Two steps. A *print* is what is kept of every article: the smallest hashes of its
word shingles, a sketch in the sense of A. Broder, "On the resemblance and
containment of documents" (1997), by which the few articles worth a closer look
are found in an index. (Simhash, Manku et al. 2007, tells less of texts of which
one was cut; winnowing, Schleimer et al. 2003, keeps many more hashes.) The closer
look (:func:`are_copies`) lines the two texts up word by word: a copy has small
edits spread over it and perhaps paragraphs cut; two articles that share their
background have long stretches of their own; two reports in one frame have other
numbers and names in the same places.

Only the body counts. What an outlet puts around a text (header, headline,
dateline, captions, credits, furniture) says nothing about whose text it is.
Everything here is a pure function of the articles, and the same for (a, b) and (b, a).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from functools import cache
from hashlib import blake2b
from heapq import nsmallest
from zlib import crc32

from msgspec import Struct

from index.article import Article, ZoneKind
from index.language.fold import fold_case

KEYS = 16
"""Hashes kept of an article."""
KEYS_SHARED = 4
"""Two articles that share fewer of them are not looked at."""

_SHINGLE = 4
_FEWEST_WORDS = 40
"""What is shorter may be a stub that many articles begin with."""
_MOST_WORDS = 12_000
"""Only the beginning of longer texts is lined up: that takes memory by the square."""
_MOST_HASHED = 50_000
"""Words of which shingles are made, in texts of any length."""
_ANCHOR = 3
"""Words in a row that both texts have: fewer fall into line by chance."""
_EDIT = 12
"""The longest stretch between two anchors, in words, that passes for an edit."""
_LEAST_KEPT = 0.68
_MOST_OWN = 0.12
_LEAST_COVERED = 0.55
_MOST_OTHER_FACTS = 0.2
_FEW_FACTS = 2
_MOST_OTHER_NUMBERS = 0.1
_FEW_NUMBERS = 1
_NUMBERS_KEPT = 16
_NUMBERS_TO_JUDGE = 8
_LEAST_NUMBERS_SHARED = 0.2

_NOT_BODY = frozenset(
    {
        ZoneKind.HEADER,
        ZoneKind.HEADLINE,
        ZoneKind.DATELINE,
        ZoneKind.CAPTION,
        ZoneKind.CREDIT,
        ZoneKind.BOILERPLATE,
    }
)
_SENTENCE_END = frozenset(".!?\n:\"'(")


@cache
def _word() -> re.Pattern[str]:
    """A number with its thousands (5:10 and 5.10 are two), one ideograph or syllable, or letters.

    Compiled when first asked for: it takes milliseconds, and most starts do without.
    """
    return re.compile(r"\d+(?:,\d{3})*|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]|[^\W\d_]+")


class Print(Struct, frozen=True):
    """What is kept of an article to find its copies.

    ``keys`` are 32-bit hashes of shingles, ascending; ``numbers`` hashes of some of
    the numbers in it. ``words`` counts the body's words, ``digest`` names the
    body, blanks aside. An article too short to tell has no keys and is a copy of nothing.
    """

    words: int
    digest: bytes
    keys: tuple[int, ...] = ()
    numbers: frozenset[int] = frozenset()


def print_of(article: Article) -> Print:
    """The print of an article."""
    body = _body(article)
    words = _word().findall(fold_case(body))
    digest = blake2b(" ".join(body.split()).encode(), digest_size=16).digest()
    if len(words) < _FEWEST_WORDS:
        return Print(len(words), digest)
    told = words[:_MOST_HASHED]
    shingles = zip(*(told[first:] for first in range(_SHINGLE)), strict=False)
    hashes = set(map(crc32, map(str.encode, map(" ".join, shingles))))
    numbers = {crc32(word.encode()) for word in told if word[0].isdigit()}
    return Print(
        len(words),
        digest,
        tuple(nsmallest(KEYS, hashes)),
        frozenset(nsmallest(_NUMBERS_KEPT, numbers)),
    )


def may_be_copies(a: Print, b: Print) -> bool:
    """Whether a closer look at two articles that share :data:`KEYS_SHARED` keys can pay."""
    shorter, longer = sorted((a.words, b.words))
    if not a.keys or not b.keys or shorter < _LEAST_KEPT * _LEAST_COVERED * longer:
        return False
    if min(len(a.numbers), len(b.numbers)) < _NUMBERS_TO_JUDGE:
        return True
    # Of the smallest hashes in either, how many are in both.
    smallest = nsmallest(_NUMBERS_KEPT, a.numbers | b.numbers)
    shared = sum(number in a.numbers and number in b.numbers for number in smallest)
    return shared >= _LEAST_NUMBERS_SHARED * len(smallest)


class Body(Struct, frozen=True):
    """An article's words in order: folded, and of each whether it is a number or a name."""

    words: tuple[str, ...]
    facts: frozenset[str]


def body_of(article: Article) -> Body:
    """What :func:`are_copies` looks at."""
    text = _body(article)
    folded = fold_case(text)
    words: list[str] = []
    facts: set[str] = set()
    end = 0
    for found in _word().finditer(folded):
        word = found[0]
        words.append(word)
        start = found.start()
        opens = not _SENTENCE_END.isdisjoint(folded[end:start]) or not end
        if word[0].isdigit() or (text[start].isupper() and len(word) > 1 and not opens):
            facts.add(word)
        end = found.end()
    return Body(tuple(words), frozenset(facts))


class Likeness(Struct, frozen=True):
    """How two texts line up, as shares from 0 to 1.

    ``kept`` of the shorter text is in the other word for word, ``own`` of it is in
    stretches that the other has nothing of; ``covered`` of the longer is kept.
    Of the numbers and names that are kept or changed ``other_facts`` were changed, and
    of the numbers alone ``other_numbers``; one or two always may.
    """

    kept: float
    own: float
    covered: float
    other_facts: float
    other_numbers: float

    def __bool__(self) -> bool:
        """Whether this is the likeness of two copies."""
        return (
            self.kept >= _LEAST_KEPT
            and self.own <= _MOST_OWN
            and self.covered >= _LEAST_COVERED
            and self.other_facts <= _MOST_OTHER_FACTS
            and self.other_numbers <= _MOST_OTHER_NUMBERS
        )


def likeness(a: Body, b: Body) -> Likeness:
    """Line two texts up."""
    if (len(a.words), a.words) > (len(b.words), b.words):
        a, b = b, a
    short, long = a.words[:_MOST_WORDS], b.words[:_MOST_WORDS]
    if not short:
        return Likeness(0.0, 1.0, 0.0, 0.0, 0.0)
    kept = own = 0
    changed_here: set[str] = set()
    changed_there: set[str] = set()
    for here, there, same in _stretches(short, long):
        if same:
            kept += len(here)
        elif max(len(here), len(there)) <= _EDIT:
            changed_here.update(here)
            changed_there.update(there)
        else:
            own += len(here)
    gone = (changed_here & a.facts) - set(long)
    come = (changed_there & b.facts) - set(short)
    common = a.facts & b.facts
    other_facts = _share_changed(gone, come, common, _FEW_FACTS)
    other_numbers = _share_changed(_numbers(gone), _numbers(come), _numbers(common), _FEW_NUMBERS)
    # Where only the beginnings were lined up, the lengths still tell of the rest.
    covered = min(kept / len(long), len(a.words) / len(b.words))
    return Likeness(kept / len(short), own / len(short), covered, other_facts, other_numbers)


def _share_changed(gone: Set[str], come: Set[str], common: Set[str], few: int) -> float:
    """Of the facts that both could have, the share that is another in each; ``few`` do no harm."""
    changed = min(len(gone), len(come))
    return changed / (changed + len(common)) if changed > few else 0.0


def _numbers(facts: Set[str]) -> Set[str]:
    return {fact for fact in facts if fact[0].isdigit()}


def are_copies(a: Body, b: Body) -> bool:
    """Whether two articles carry one text, lightly edited or cut."""
    return a.words == b.words or bool(likeness(a, b))


def _stretches(
    a: Sequence[str], b: Sequence[str]
) -> Iterator[tuple[Sequence[str], Sequence[str], bool]]:
    """Both texts cut into pairs of stretches, in order: the same in both, or not."""
    from rapidfuzz.distance import LCSseq

    begin_a = begin_b = 0
    for step in LCSseq.opcodes(a, b):
        if step.tag != "equal" or step.src_end - step.src_start < _ANCHOR:
            continue
        if (begin_a, begin_b) != (step.src_start, step.dest_start):
            yield a[begin_a : step.src_start], b[begin_b : step.dest_start], False
        yield a[step.src_start : step.src_end], b[step.dest_start : step.dest_end], True
        begin_a, begin_b = step.src_end, step.dest_end
    if (begin_a, begin_b) != (len(a), len(b)):
        yield a[begin_a:], b[begin_b:], False


def _body(article: Article) -> str:
    """The text of an article without what an outlet puts around it."""
    pieces = []
    start = 0
    for zone in sorted(article.zones):
        if zone.kind in _NOT_BODY:
            pieces.append(article.text[start : zone.start])
            start = max(start, zone.end)
    pieces.append(article.text[start:])
    return "\n".join(pieces)
