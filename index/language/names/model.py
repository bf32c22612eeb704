"""The trained model: weights read from ``names.bin``, summed up for every token.

A linear sequence model (averaged structured perceptron; Collins 2002). ``names.bin``
is a table (see :mod:`index.language.names.hashed`) of one signed byte per label for
every feature string; its head holds the weights of label after label (16 bits each,
one row for each label that goes before). Made by ``scripts/train_names.py``.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from functools import cache, partial
from importlib.resources import files
from zlib import crc32

from index.language.names import sums
from index.language.names.features import (
    COMPANY_KEPT,
    END,
    GROUPS,
    LISTS,
    POSITION,
    REACH,
    RULES,
    SINCE,
    START,
    UNTIL,
    position,
)
from index.language.names.hashed import SIEVE_SHIFT, DamagedTable, HashedTable, encoded
from index.language.names.labels import LABELS, Moves
from index.language.names.scene import Scene
from index.language.remembered import Remembered

MAGIC = b"culmnam3"
MOVES = struct.Struct(f"<{len(LABELS) ** 2}h")
ROW = struct.Struct(f"{len(LABELS)}b")
# A row of weights travels as one integer with a lane of 16 bits per label: adding
# features is adding integers. So that no lane borrows from the next, each weight has 128
# added, the same for every label; a lane holds the sum of 256 features.
_LANES = struct.Struct(f"<{len(LABELS)}H")
_UNSIGNED = bytes((byte + 128) % 256 for byte in range(256))
_REMEMBERED_WEIGHTS, _REMEMBERED_WORDS, _REMEMBERED_SUMS = 10_000, 4_000, 3_000


class NameModel:
    """Labels the tokens of a text."""

    def __init__(self, data: bytes) -> None:
        """:raises DamagedTable: when ``data`` is not a whole model."""
        self.table = HashedTable(data, MAGIC, ROW.size)
        if len(self.table.head) != MOVES.size:
            raise DamagedTable("names.bin was made for other labels")
        self._moves = Moves(MOVES.unpack(self.table.head))
        # Most strings that join words are not in the table, and the sieve says so at once.
        self._sieve = self.table.sieve()
        self._weights = Remembered(self._weight, _REMEMBERED_WEIGHTS)
        self._here, self._before, self._after, self._far_before, self._far_after = (
            Remembered(partial(entry, total=self._total), _REMEMBERED_WORDS)
            for entry in (sums.here, sums.before, sums.after, sums.far_before, sums.far_after)
        )
        self._position, self._rules, self._lists = map(self._sums, (POSITION, RULES, LISTS))
        self._reach, self._until, self._since = map(self._sums, (REACH, UNTIL, SINCE))
        self._company = self._sums(COMPANY_KEPT)

    def _weight(self, feature: int) -> int:
        row = self.table.row_of_hash(feature)
        if row is None:
            return 0
        spread = bytearray(_LANES.size)
        spread[::2] = row.translate(_UNSIGNED)
        return int.from_bytes(spread, "little")

    def _total(self, features: Sequence[str]) -> int:
        weights, sieve = self._weights, self._sieve
        try:
            hashes = [crc32(feature.encode()) for feature in features]
        except UnicodeEncodeError:  # half a surrogate pair
            hashes = [crc32(encoded(feature)) for feature in features]
        return sum([weights[feature] for feature in hashes if sieve[feature >> SIEVE_SHIFT]])

    def _sums(self, group: int) -> Remembered:
        """Key → the sum of the features that a group has for it."""
        features = GROUPS[group]
        return Remembered(lambda key: self._total(features(key)), _REMEMBERED_SUMS)

    def scores(self, of: Scene, at: int) -> tuple[int, ...]:
        """The score of each label for token ``at``, without its neighbours' labels; only
        their differences mean anything."""
        words = of.tokens.words
        last = len(words) - 1
        before, pair, pair_shape, pair_cluster, three, near = self._before[
            words[at - 1] if at else START
        ]
        closed, opening, next_, next_shape, next_cluster, key, shape, cluster, middle = self._here[
            words[at]
        ]
        after, key_after, shape_after, cluster_after, two_after = self._after[
            words[at + 1] if at < last else END
        ]
        far_before, two_before = self._far_before[words[at - 2] if at > 1 else START]
        far_after, far = self._far_after[words[at + 2] if at + 1 < last else END]
        joined = (
            crc32(key, pair),
            crc32(shape, pair_shape),
            crc32(cluster, pair_cluster),
            crc32(key_after, next_),
            crc32(shape_after, next_shape),
            crc32(cluster_after, next_cluster),
            crc32(near, two_before),
            crc32(far, two_after),
            crc32(shape_after, crc32(middle, three)),
        )
        rules, lists, places = of.rules.get, of.known.get, of.places.get
        reach, until, since = of.surroundings[at]
        weights, sieve = self._weights, self._sieve
        total = (
            (opening if of.tokens.opens[at] else closed)
            + before
            + after
            + far_before
            + far_after
            + sum([weights[feature] for feature in joined if sieve[feature >> SIEVE_SHIFT]])
            + self._position[position(of, at)]
            + self._rules[rules(at), rules(at + 1), rules(at - 1)]
            + self._lists[
                lists(at), lists(at + 1), lists(at - 1), places(at), places(at + 1), places(at - 1)
            ]
            + self._reach[reach]
            + self._company[of.elsewhere.get(of.tokens.keys[at], 0)]
        )
        if until:
            total += self._until[until]
        if since:
            total += self._since[since]
        return _LANES.unpack(total.to_bytes(_LANES.size, "little"))

    def label(self, of: Scene, stretch: Sequence[int]) -> list[str]:
        """The best labels for the tokens of one stretch."""
        return [
            LABELS[label] for label in self._moves.best([self.scores(of, at) for at in stretch])
        ]


@cache
def name_model() -> NameModel:
    """The model of the product, read when first asked for (some 10 ms)."""
    return NameModel((files("index.language") / "data" / "names.bin").read_bytes())
