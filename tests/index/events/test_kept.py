"""What is kept by identity is not kept for ever."""

from __future__ import annotations

from index.events.kept import Kept, forget


def test_what_is_kept_is_bounded_by_its_weight() -> None:
    kept: Kept[int, str] = Kept(10)
    for number in range(100):
        assert kept.keep(number, str(number), weight=3) == str(number)
        assert kept[number] == str(number)
        assert 3 * len(kept) <= 12


def test_forgetting_empties_every_one() -> None:
    kept: Kept[int, str] = Kept(10)
    kept.keep(1, "one")
    forget()
    assert not kept
