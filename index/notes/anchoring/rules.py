"""When a passage counts as the same: thresholds and the measure they are for.

The figures come from an evaluation on real articles under twelve kinds of edit
(``scripts/evaluate_anchoring.py``, results in ``docs/annotations.md``). A wrong
place costs a reader more than a question, a question more than nothing.
"""

from __future__ import annotations

from msgspec import Struct

from index.notes.anchoring.tokens import comparable


class Rules(Struct, frozen=True):
    """Shares are of a passage's letters, similarities from 0 to 1, lengths in letters."""

    # A passage is short below the first and hardly a passage below the second.
    short: int = 40
    tiny: int = 16
    # Surviving where it was.
    survives: float = 0.5
    short_survives: float = 0.7
    similar: float = 0.55
    survives_alone: float = 0.8
    # The two above and the similarity are this much lower where none, one, or both
    # of the passage's own neighbours still stand right beside it.
    held: tuple[float, float, float] = (1.0, 0.85, 0.7)
    # Less than that is asked about, and below these two it is gone.
    doubtful: float = 0.35
    doubtful_similar: float = 0.45
    # Surviving somewhere else.
    moved: float = 0.85
    # Something else stands between the same neighbours.
    replaced: float = 0.6
    replaced_doubtful: float = 0.35
    # Found again far from where it was, changed.
    elsewhere: float = 0.85
    elsewhere_doubtful: float = 0.7
    # Two places closer than this in score: a person decides.
    margin: float = 0.05


RULES = Rules()
_COMPARED_BY_LETTER = 4000


def similarity(a: str, b: str) -> float:
    """How alike two passages are, 0..1: one minus the share of letters to be changed.

    Case, accents, typography and white space do not count. Long passages are
    compared by words.
    """
    from rapidfuzz.distance import Levenshtein

    if len(a) > _COMPARED_BY_LETTER or len(b) > _COMPARED_BY_LETTER:
        return Levenshtein.normalized_similarity(comparable(a).split(), comparable(b).split())
    return Levenshtein.normalized_similarity(comparable(a), comparable(b))
