"""What one sentence says and another denies."""

from __future__ import annotations

import pytest

from index.coverage.model import DifferenceKind
from tests.index.coverage.test_coverage import compared, slice_of


def denied(first: str, second: str) -> list[tuple[str, str]]:
    return [
        (first[slice_of(one.first)], second[slice_of(one.second)])
        for match in compared(first, second).matches[0, 1]
        for one in match.differences
        if one.kind is DifferenceKind.DENIAL
    ]


@pytest.mark.parametrize(
    ("first", "second", "marked"),
    [
        (
            "The mayor, Ana Lopes, promised an inquiry into the fire.",
            "The mayor, Ana Lopes, did not promise an inquiry into the fire.",
            ("promised", "not promise"),
        ),
        (
            "Transport Minister Ana Lopes promised a full inquiry into the crash within days.",
            "Transport minister Ana Lopes ruled out an inquiry into the crash for now.",
            ("promised a full inquiry", "ruled out an inquiry"),
        ),
        (
            "The mayor signed the agreement on Monday.",
            "The mayor refused to sign the agreement on Monday.",
            ("signed", "refused to sign"),
        ),
        (
            "The captain of the ferry was charged with negligence by prosecutors.",
            "The captain of the ferry wasn't charged by prosecutors.",
            ("charged", "wasn't charged"),
        ),
        (
            "The union accepted the offer of the employers after a long night.",
            "The union rejected the offer of the employers after a long night.",
            ("accepted the offer", "rejected the offer"),
        ),
        (
            "Three people were injured when the roof of the market collapsed.",
            "No one was injured when the roof of the market collapsed.",
            ("injured", "No one was injured"),
        ),
        (
            "There were several casualties in the blast at the refinery, officials said.",
            "There were no casualties in the blast at the refinery, officials said.",
            ("casualties", "no casualties"),
        ),
        (
            "The union accepted the plan of the minister.",
            "Neither the company nor the union accepted the plan of the minister.",
            ("accepted", "Neither the company nor the union accepted"),
        ),
    ],
)
def test_what_only_one_denies_is_marked(first: str, second: str, marked: tuple[str, str]) -> None:
    assert denied(first, second) == [marked]
    assert denied(second, first) == [marked[::-1]]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            "The talks in Geneva failed to produce an agreement on the ceasefire.",
            "The talks in Geneva did not produce an agreement on the ceasefire.",
        ),
        (
            "The minister did not rule out an inquiry into the accident.",
            "The minister promised an inquiry into the accident.",
        ),
        (
            "The company does not only build ships, it repairs ships in the old harbour.",
            "The company builds ships in the old harbour.",
        ),
        (
            "Unlike its stars Ann Lee and Jo Hale, Ross is not signed for a sequel.",
            "Ann Lee and Jo Hale are signed for a sequel.",
        ),
        (
            "The young in this town have no outlets for their anger, no community.",
            "We saw an explosion of anger from the young in my community tonight.",
        ),
        (
            "No-one is believed to have been injured in the fire at the hotel in the harbour.",
            "No-one has been injured in the fire at the hotel.",
        ),
        (
            "The harbour has seen no fatalities on board a ferry since 1959, the owner said.",
            "It is the first accident with fatalities on board a ferry since 1959, the owner said.",
        ),
        (
            "The director will not direct the sequel of the film, the studio said.",
            "The director is in talks to direct the sequel of the film, the studio said.",
        ),
        (
            "The museum hadn' t opened the vault as of Tuesday, the mayor said.",
            "The museum hadn't opened the vault as of Tuesday, the mayor said.",
        ),
    ],
)
def test_what_both_deny_or_neither_is_not_marked(first: str, second: str) -> None:
    assert denied(first, second) == []
    assert denied(second, first) == []
