"""What is kept by identity is not kept for ever."""

from __future__ import annotations

import gc
from datetime import date

from index.article import Interval
from index.events.kept import Kept, forget, keeping
from index.events.likeness import known, score
from index.events.sayings import Claim


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


def claim(number: int) -> Claim:
    """A claim that equals another made with the same number, and is not it."""
    day = Interval(date(2020, 1, 1 + number), date(2020, 1, 1 + number))
    words = frozenset({"ferry", f"accident{number}"})
    return Claim("DISASTER", "sinking", None, words, "Samar", frozenset(), day, day, "", 0)


def test_claims_that_were_met_are_let_go_of_when_all_is_forgotten() -> None:
    first = known(claim(0))
    met = [claim(number) for number in range(3) for _ in range(40)]
    for one in met:
        score(first, known(one))
    wanted = set(met)
    del met, one, first
    forget()
    held = [one for one in gc.get_objects() if isinstance(one, Claim) and one in wanted]
    # Those of this test alone: a claim of the next settlement is another.
    assert len(held) == len(wanted)


def test_what_is_kept_by_value_is_worked_out_once_until_all_is_forgotten() -> None:
    worked: list[str] = []

    @keeping(4)
    def work(word: str) -> str:
        worked.append(word)
        return word.upper()

    assert [work("one"), work("one")] == ["ONE", "ONE"]
    assert worked == ["one"]
    forget()
    assert work("one") == "ONE"
    assert worked == ["one", "one"]
