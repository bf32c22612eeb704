"""Clusters and their widths: what is sent, how wide it is, for any text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.rendering.cells import (
    MARKS_SHOWN,
    cluster_start,
    clusters,
    fit,
    is_plain,
    next_cluster,
    shown,
    width_of,
)

# Everything that joins, widens, hides or confuses, far more often than by chance.
TRICKY = st.text(
    alphabet=st.sampled_from(
        "aé ộ\u0301\u0302\u0323\u00ad\u200b\u200d\ufeff\ufe0f\u20dd字한\u1100\u1161\u11a8हिनी்அ"
        "👩👧🇻🇳👍🏽❤"
        "ا\u064eש\u05b8ก\u0e33\u0e48☰\u3164\ue000\u0378\n\x1b\u202e"
    ),
    max_size=40,
)
ANY = TRICKY | st.text(max_size=40)


@given(ANY)
def test_clusters_cover_the_text_without_gaps(text: str) -> None:
    found = clusters(text)
    assert "".join(text[c.start : c.end] for c in found) == text
    assert all(a.end == b.start for a, b in pairwise(found))


@given(ANY)
def test_what_is_sent_is_as_wide_as_was_said(text: str) -> None:
    for cluster in clusters(text):
        assert cell_len(cluster.shown) == cluster.width
    assert cell_len(shown(text)) == width_of(text)


@given(ANY)
def test_nothing_that_steers_a_terminal_is_sent(text: str) -> None:
    sent = shown(text)
    assert not set(sent) & set("\x1b\n\u00ad\u200b\u200d\ufeff\ufe0f\u202e")


@given(ANY)
def test_plain_text_is_one_cell_a_character(text: str) -> None:
    if is_plain(text):
        assert shown(text) == text
        assert width_of(text) == len(text)


@given(ANY, st.data())
def test_the_cluster_around_an_offset(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    around = [c for c in clusters(text) if c.start <= offset < c.end]
    start = cluster_start(text, offset)
    assert start == (around[0].start if around else len(text))
    if around:
        assert next_cluster(text, start) == around[0].end


@given(ANY, st.integers(0, 12))
def test_fitting_never_takes_more_room(text: str, width: int) -> None:
    fitted = fit(text, width)
    assert width_of(fitted) <= width
    if width_of(text) <= width:
        assert fitted == shown(text)


@pytest.mark.parametrize(
    ("text", "sent", "width"),
    [
        ("👩‍👩‍👧‍👦", "👩", 2),
        ("🇻🇳", "VN", 2),
        ("👍🏽", "👍", 2),
        ("❤️", "❤", 1),
        ("soft\u00adhyphen", "softhyphen", 10),
        ("한국", "한국", 4),
        ("कि", "कि", 2),
        ("e" + "\u0301" * 50, "e" + "\u0301" * MARKS_SHOWN, 1),
        ("\u0378", "\ufffd", 1),
        ("\u200bword", "word", 4),
    ],
)
def test_plainest_form_on_which_terminals_agree(text: str, sent: str, width: int) -> None:
    assert shown(text) == sent
    assert width_of(text) == width


def test_what_is_cut_twice_ends_in_one_ellipsis() -> None:
    assert fit(fit("a thought of mine", 10), 9) == "a though…"
    assert fit("café ✓… and more", 8) == "café ✓…"
