"""The judged samples: well formed, and as good as they are told to be."""

from __future__ import annotations

from scripts.judged_events import LINKS, MAINS, Judgement, read_judged

VERDICTS = {"right", "wrong"}


def share_right(judged: list[Judgement]) -> float:
    return sum(j["verdict"] == "right" for j in judged) / len(judged)


def test_named_links_are_pairs_of_passages() -> None:
    judged = read_judged(LINKS)
    newest = [one for one in judged if one["sample"] == max(j["sample"] for j in judged)]
    assert len(newest) >= 50
    for one in judged:
        assert one["verdict"] in VERDICTS
        assert one["verdict"] == "right" or one["kind"]
        assert one["a"] != one["b"]
        for span in (one["a_span"], one["b_span"]):
            assert span is None or 0 <= span[0] < span[1]
    assert share_right(newest) >= 0.95


def test_main_events_are_one_an_article() -> None:
    judged = read_judged(MAINS)
    samples = {one["sample"] for one in judged}
    assert len({one["article"] for one in judged}) == len(judged) >= 100
    for one in judged:
        assert one["verdict"] in VERDICTS
        assert one["verdict"] == "right" or one["kind"]
        assert one["shown"] in {"named event", "headline", "nothing"}
        assert bool(one["name"]) == (one["shown"] == "named event")
    for sample in samples:
        assert share_right([one for one in judged if one["sample"] == sample]) >= 0.85
