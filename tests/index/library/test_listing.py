"""The orders in which the archive lists its articles."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.library import Library

SEEDS = Path(__file__).parents[3] / "seeds"


@pytest.mark.parametrize("folded", [False, True])
def test_days_in_order_and_those_without_one_last(tmp_path: Path, folded: bool) -> None:
    for number in range(3):
        words = " ".join(f"word{number}x{place}" for place in range(60))
        (tmp_path / f"undated{number}.txt").write_text(f"Undated {number}\n\n{words}\n")
    with Library.open(tmp_path / "library") as library:
        list(library.add([SEEDS, *tmp_path.glob("*.txt")]))
        day_of = dict(library.archive.database.read("SELECT id, day FROM article"))
        dated = sorted((day, number) for number, day in day_of.items() if day)
        undated = sorted(number for number, day in day_of.items() if not day)
        assert len(dated) >= 3
        assert len(undated) >= 3
        oldest = [*(number for _, number in dated), *undated]
        newest = [*(number for _, number in dated[::-1]), *undated[::-1]]
        assert list(library.listing("oldest", folded=folded)) == oldest
        assert list(library.listing("newest", folded=folded)) == newest
        assert sorted(library.listing("title", folded=folded)) == sorted(day_of)
        assert sorted(library.archive.ids()) == sorted(day_of)
