"""Twelve ways in which a news text changes, with every character's origin on record.

Used by ``evaluate_anchoring.py``.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

NEW = -1


# -- texts that remember -----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Change:
    """Characters [start, end) become ``text``; ``same`` if it is still the same passage."""

    start: int
    end: int
    text: str
    same: bool = False


@dataclass(frozen=True, slots=True)
class Tracked:
    """A text and, for each character, the index it had in the first version (or NEW)."""

    text: str
    origins: list[int]

    @classmethod
    def of(cls, text: str) -> Tracked:
        return cls(text, list(range(len(text))))

    def changed(self, changes: Iterable[Change]) -> Tracked:
        """The text after changes, which do not overlap."""
        texts: list[str] = []
        origins: list[int] = []
        done = 0
        for change in sorted(changes, key=lambda one: (one.start, one.end)):
            if change.start < done:
                continue
            texts += self.text[done : change.start], change.text
            origins += self.origins[done : change.start]
            old = self.origins[change.start : change.end]
            size = len(change.text)
            if change.same and old:
                origins += [old[i * len(old) // size] for i in range(size)]
            else:
                origins += [NEW] * size
            done = change.end
        texts.append(self.text[done:])
        origins += self.origins[done:]
        return Tracked("".join(texts), origins)

    def joined(self, pieces: Sequence[tuple[int, int]], glue: str) -> Tracked:
        """Pieces of the text in another order."""
        texts = [self.text[a:b] for a, b in pieces]
        origins: list[int] = []
        for a, b in pieces:
            origins += self.origins[a:b] + [NEW] * len(glue)
        return Tracked(glue.join(texts), origins[: len(origins) - len(glue)])


def words(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(r"\w+", text)]


def sentences(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(r"[^\s.!?][^.!?\n]{15,}[.!?]?", text)]


def paragraphs(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(r"[^\n]*\S[^\n]*", text)]


# -- twelve kinds of edit ----------------------------------------------------------

LETTERS = "abcdefghijklmnopqrstuvwxyz"
ADDED = (
    "Editor's note: this article was updated to reflect information received after publication.",
    "The committee is expected to meet again next week, said two people familiar with the matter.",
    "More background was added at the request of readers, with figures from the latest survey.",
    "A spokesperson declined to comment on the timetable but confirmed that talks would go on.",
)
OTHER_WORDS = re.findall(
    r"\w+",
    "however later official major report across while including policy group said during regional "
    "several national early among public central often large system work value simple other",
)
TYPOGRAPHY = {"“": '"', "”": '"', "‘": "'", "’": "'", "—": "--", "–": "-", "…": "...", "\xa0": " "}
Chance = random.Random
Edit = Callable[[Tracked, Chance], Tracked]


def typos(text: Tracked, chance: Chance, rate: float = 0.03) -> Tracked:
    changes = []
    for a, b in words(text.text):
        if b - a >= 3 and chance.random() < rate:
            at = chance.randrange(a, b)
            letter = chance.choice(LETTERS)
            slip = chance.choice((letter, "", text.text[at] + letter))
            changes.append(Change(at, at + 1, slip, same=True))
    return text.changed(changes)


def additions(text: Tracked, chance: Chance) -> Tracked:
    places = [a for a, _ in paragraphs(text.text)]
    chosen = [0, *chance.sample(places, min(5, len(places)))]
    return text.changed(Change(a, a, chance.choice(ADDED) + "\n\n") for a in set(chosen))


def rewording(text: Tracked, chance: Chance, touched: float = 0.3, rate: float = 0.35) -> Tracked:
    changes = []
    for a, b in sentences(text.text):
        if chance.random() < touched:
            for c, d in words(text.text[a:b]):
                if chance.random() < rate:
                    changes.append(Change(a + c, a + d, chance.choice(OTHER_WORDS), same=True))
    return text.changed(changes)


def typography(text: Tracked, chance: Chance) -> Tracked:
    changes = []
    for match in re.finditer(r"[“”‘’—–…\xa0\"']|\n{2,}|(?<=\S) (?=\S)", text.text):
        found = match.group()
        new = TYPOGRAPHY.get(found)
        if found == '"':
            new = chance.choice("“”")
        elif found == "'":
            new = "’"
        elif found[0] == "\n":
            new = "\n"
        elif found == " " and chance.random() < 0.12:
            new = chance.choice(("  ", "\n", "\xa0"))
        if new is not None:
            changes.append(Change(*match.span(), new, same=True))
    return text.changed(changes)


def lost_accents(text: Tracked, _: Chance) -> Tracked:
    plain = {"đ": "d", "Đ": "D"}
    changes = []
    for match in re.finditer(r"[^\x00-\x7f]", text.text):
        char = match.group()
        bare = "".join(
            part for part in unicodedata.normalize("NFD", char) if not unicodedata.combining(part)
        )
        new = plain.get(char, bare)
        if new and new != char:
            changes.append(Change(*match.span(), new, same=True))
    return text.changed(changes)


def decomposition(text: Tracked, _: Chance) -> Tracked:
    changes = [
        Change(*match.span(), unicodedata.normalize("NFD", match.group()), same=True)
        for match in re.finditer(r"[^\x00-\x7f]", text.text)
    ]
    return text.changed(changes)


def duplication(text: Tracked, chance: Chance, rate: float = 0.3) -> Tracked:
    places = paragraphs(text.text)
    changes = []
    for k, (a, b) in enumerate(places):
        if chance.random() < rate and len(places) > 3:
            # Beside the original nobody could say which one is the copy.
            far = [at for j, (at, _) in enumerate(places) if j not in (k, k + 1)]
            at = chance.choice(far)
            changes.append(Change(at, at, text.text[a:b] + "\n\n"))
    return text.changed(changes)


def deletion(text: Tracked, chance: Chance, rate: float = 0.25) -> Tracked:
    gone = [one for one in paragraphs(text.text) if chance.random() < rate]
    return text.changed(Change(a, b, "") for a, b in gone)


def moves(text: Tracked, chance: Chance, rate: float = 0.25) -> Tracked:
    places = paragraphs(text.text)
    moved = [one for one in places if chance.random() < rate]
    order = [one for one in places if one not in set(moved)]
    for one in moved:
        order.insert(chance.randrange(len(order) + 1), one)
    return text.joined(order, "\n\n")


def replacement(text: Tracked, chance: Chance, rate: float = 0.25) -> Tracked:
    """Paragraphs make way for others of the same words in another order."""
    changes = []
    for a, b in paragraphs(text.text):
        if chance.random() < rate and b - a > 60:
            shuffled = text.text[a:b].split()
            chance.shuffle(shuffled)
            changes.append(Change(a, b, " ".join(shuffled)))
    return text.changed(changes)


def decoys(text: Tracked, chance: Chance, rate: float = 0.25) -> Tracked:
    """Paragraphs are deleted, and others that share half their words appear elsewhere."""
    places = paragraphs(text.text)
    changes = []
    for k, (a, b) in enumerate(places):
        # In the same place it would be the paragraph itself, reworded.
        far = [at for j, (at, _) in enumerate(places) if j not in (k, k + 1)]
        if chance.random() < rate and far:
            other = re.sub(
                r"\w+",
                lambda word: chance.choice(OTHER_WORDS) if chance.random() < 0.45 else word[0],
                text.text[a:b],
            )
            at = chance.choice(far)
            changes += [Change(a, b, ""), Change(at, at, other + "\n\n")]
    return text.changed(changes)


def mixture(text: Tracked, chance: Chance) -> Tracked:
    text = typos(additions(text, chance), chance, 0.02)
    text = duplication(rewording(text, chance, 0.15, 0.3), chance, 0.1)
    return typography(deletion(text, chance, 0.1), chance)


EDITS: dict[str, Edit] = {
    "typos": typos,
    "additions": additions,
    "rewording": rewording,
    "typography": typography,
    "lost accents": lost_accents,
    "decomposition": decomposition,
    "duplication": duplication,
    "deletion": deletion,
    "moves": moves,
    "replacement": replacement,
    "decoys": decoys,
    "mixture": mixture,
}
