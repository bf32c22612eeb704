"""Which token of a new version is which token of the old one.

Patience diff (Bram Cohen) over shingles: short runs of tokens that occur once in
each version are anchors, the longest ascending chain of them is trusted and
grown in both directions, and what lies between two anchors is aligned the same
way with shorter shingles, in the end by longest common subsequence. Runs that
are left over on both sides and occur once in each were moved.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from itertools import accumulate

from msgspec import Struct

from index.notes.anchoring.edges import settle_edges
from index.notes.anchoring.tokens import Tokens, Vocabulary, tokenise

SHINGLES = (4, 2)
# Cells of the table of the longest common subsequence (one bit each).
CELLS = 30_000_000
# A short common stretch found by subsequence is chance, not survival, when fewer
# than this share of the letters around it (so many tokens each way) survive.
STRAY_TOKENS = 4
AROUND = 10
SURVIVING = 0.25
# Tokens that a moved run must at least have, and letters in them.
MOVED_TOKENS = 4
MOVED_LETTERS = 12


class Alignment(Struct, eq=False):
    """Two versions and their token map.

    ``forward[i]`` is the new token that old token i became, ``backward[j]`` the
    reverse; -1 for none. ``moved[i]`` is 1 where the text around i went
    elsewhere, ``weak[i]`` where only a common subsequence says so.
    """

    old: Tokens
    new: Tokens
    vocabulary: Vocabulary
    forward: array[int]
    backward: array[int]
    moved: bytearray
    weak: bytearray

    @classmethod
    def unjoined(cls, old: Tokens, new: Tokens, vocabulary: Vocabulary) -> Alignment:
        """Two versions of which nothing is known yet."""
        return cls(
            old,
            new,
            vocabulary,
            forward=array("l", [-1]) * len(old),
            backward=array("l", [-1]) * len(new),
            moved=bytearray(len(old)),
            weak=bytearray(len(old)),
        )

    def join(self, i: int, j: int) -> None:
        """Say that old token i is new token j."""
        self.forward[i] = j
        self.backward[j] = i

    def part(self, i: int) -> None:
        """Say that old token i is nowhere."""
        self.backward[self.forward[i]] = -1
        self.forward[i] = -1

    def hand_over(self, i: int, k: int) -> None:
        """Say that what old token i became is what old token k became."""
        there, self.weak[k] = self.forward[i], self.weak[i]
        self.part(i)
        self.join(k, there)

    def hand_back(self, j: int, k: int) -> None:
        """Say that what became new token j became new token k."""
        i = self.backward[j]
        self.part(i)
        self.join(i, k)


class _Gap(Struct, frozen=True):
    """Old tokens [a, b) against new tokens [c, d), to be aligned with SHINGLES[level:]."""

    a: int
    b: int
    c: int
    d: int
    level: int


def align(old_text: str, new_text: str) -> Alignment:
    """Align two versions of a text. Time grows with their lengths, not with the product."""
    vocabulary = Vocabulary()
    alignment = Alignment.unjoined(
        tokenise(old_text, vocabulary), tokenise(new_text, vocabulary), vocabulary
    )
    gaps = [_Gap(0, len(alignment.old), 0, len(alignment.new), 0)]
    while gaps:
        gap = _trim(alignment, gaps.pop())
        if gap.a == gap.b or gap.c == gap.d:
            continue
        if gap.level < len(SHINGLES):
            gaps.extend(_by_shingles(alignment, gap))
        else:
            _by_subsequence(alignment, gap)
    settle_edges(alignment.old, alignment.forward, alignment.hand_over)
    settle_edges(alignment.new, alignment.backward, alignment.hand_back)
    _drop_strays(alignment)
    _find_moves(alignment)
    return alignment


def _trim(alignment: Alignment, gap: _Gap) -> _Gap:
    """Join the equal tokens at both ends of a gap; what is left between."""
    old, new = alignment.old.ids, alignment.new.ids
    a, b, c, d = gap.a, gap.b, gap.c, gap.d
    while a < b and c < d and old[a] == new[c]:
        alignment.join(a, c)
        a, c = a + 1, c + 1
    while a < b and c < d and old[b - 1] == new[d - 1]:
        b, d = b - 1, d - 1
        alignment.join(b, d)
    return _Gap(a, b, c, d, gap.level)


def _by_shingles(alignment: Alignment, gap: _Gap) -> list[_Gap]:
    """Join the anchors of a gap with what grows from them; the gaps left between."""
    size = SHINGLES[gap.level]
    old, new = alignment.old.ids, alignment.new.ids
    ours = _singles(old, gap.a, gap.b, size)
    theirs = _singles(new, gap.c, gap.d, size)
    anchors = sorted((i, theirs[shingle]) for shingle, i in ours.items() if shingle in theirs)
    gaps = []
    a, c = gap.a, gap.c
    for i, j in _ascending(anchors):
        if i < a or j < c:
            continue
        gaps.append(_Gap(a, i, c, j, gap.level + 1))
        while i < gap.b and j < gap.d and old[i] == new[j]:
            alignment.join(i, j)
            i, j = i + 1, j + 1
        a, c = i, j
    gaps.append(_Gap(a, gap.b, c, gap.d, gap.level + 1))
    return gaps


def _singles(ids: list[int], first: int, last: int, size: int) -> dict[tuple[int, ...], int]:
    """Where the shingles of ids[first:last] start that occur there only once."""
    places: dict[tuple[int, ...], int] = {}
    runs = zip(*(ids[first + k : last] for k in range(size)), strict=False)
    for i, shingle in enumerate(runs, first):
        places[shingle] = -1 if shingle in places else i
    return {shingle: i for shingle, i in places.items() if i >= 0}


def _ascending(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest chain of pairs (sorted by their first) that ascends in both."""
    tails: list[int] = []
    heads: list[int] = []
    before = [-1] * len(pairs)
    for k, (_, j) in enumerate(pairs):
        place = bisect_left(tails, j)
        if place == len(tails):
            tails.append(j)
            heads.append(k)
        else:
            tails[place] = j
            heads[place] = k
        before[k] = heads[place - 1] if place else -1
    chain = []
    k = heads[-1] if heads else -1
    while k >= 0:
        chain.append(pairs[k])
        k = before[k]
    return chain[::-1]


def _by_subsequence(alignment: Alignment, gap: _Gap) -> None:
    if (gap.b - gap.a) * (gap.d - gap.c) > CELLS:
        return
    from rapidfuzz.distance import LCSseq

    steps = LCSseq.opcodes(alignment.old.ids[gap.a : gap.b], alignment.new.ids[gap.c : gap.d])
    for step in steps:
        if step.tag == "equal":
            for k in range(step.src_end - step.src_start):
                alignment.join(gap.a + step.src_start + k, gap.c + step.dest_start + k)
                alignment.weak[gap.a + step.src_start + k] = 1


def _drop_strays(alignment: Alignment) -> None:
    """Part the short stretches that two unrelated passages have in common by chance."""
    weights = alignment.vocabulary.weights
    ours = _surviving(alignment.old.ids, alignment.forward, weights)
    theirs = _surviving(alignment.new.ids, alignment.backward, weights)
    forward, weak = alignment.forward, alignment.weak
    stray: list[int] = []
    i = 0
    while i < len(forward):
        if not weak[i]:
            i += 1
            continue
        end = i + 1
        while end < len(forward) and weak[end] and forward[end] == forward[end - 1] + 1:
            end += 1
        there = forward[i]
        if end - i < STRAY_TOKENS and (
            _density(ours, i, end) < SURVIVING
            or _density(theirs, there, there + end - i) < SURVIVING
        ):
            stray.extend(range(i, end))
        i = end
    for i in stray:
        alignment.part(i)


def _surviving(
    ids: list[int], counterparts: array[int], weights: list[int]
) -> tuple[list[int], list[int]]:
    """Letters up to each token: of all tokens, and of those with a counterpart."""
    letters = [weights[token] for token in ids]
    kept = (
        weight if there >= 0 else 0 for weight, there in zip(letters, counterparts, strict=True)
    )
    return [0, *accumulate(letters)], [0, *accumulate(kept)]


def _density(sums: tuple[list[int], list[int]], first: int, last: int) -> float:
    """The share of the letters around tokens [first, last) that survive."""
    everything, kept = sums
    low, high = max(0, first - AROUND), min(len(everything) - 1, last + AROUND)
    return (kept[high] - kept[low]) / max(1, everything[high] - everything[low])


def _find_moves(alignment: Alignment) -> None:
    """Join runs that stand once among what is left of each version, wherever they went."""
    old, new = alignment.old.ids, alignment.new.ids
    forward, backward = alignment.forward, alignment.backward
    ours = _free_singles(old, forward)
    theirs = _free_singles(new, backward)
    for shingle, i in ours.items():
        j = theirs.get(shingle, -1)
        if j < 0 or forward[i] >= 0 or backward[j] >= 0:
            continue
        while i > 0 and j > 0 and _free_pair(alignment, i - 1, j - 1):
            i, j = i - 1, j - 1
        length = 0
        while (
            i + length < len(old)
            and j + length < len(new)
            and _free_pair(alignment, i + length, j + length)
        ):
            length += 1
        letters = sum(alignment.vocabulary.weights[token] for token in old[i : i + length])
        if length >= MOVED_TOKENS and letters >= MOVED_LETTERS:
            for k in range(length):
                alignment.join(i + k, j + k)
                alignment.moved[i + k] = 1


def _free_pair(alignment: Alignment, i: int, j: int) -> bool:
    return (
        alignment.forward[i] < 0
        and alignment.backward[j] < 0
        and alignment.old.ids[i] == alignment.new.ids[j]
    )


def _free_singles(ids: list[int], taken: array[int]) -> dict[tuple[int, ...], int]:
    """As :func:`_singles`, over the runs of tokens that have no counterpart yet."""
    places: dict[tuple[int, ...], int] = {}
    free = 0
    for i, counterpart in enumerate(taken):
        free = 0 if counterpart >= 0 else free + 1
        if free >= MOVED_TOKENS:
            start = i - MOVED_TOKENS + 1
            shingle = tuple(ids[start : i + 1])
            places[shingle] = -1 if shingle in places else start
    return {shingle: i for shingle, i in places.items() if i >= 0}
