"""Text is readable on every ground that it is drawn on, and nothing is told by colour alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from textual.color import Color

import tui
from tui.config import SETTINGS
from tui.themes import CONTRAST, DARK, LIGHT, PAPER, PLAIN, TERMINAL, THEMES

AA_TEXT = 4.5
AAA_TEXT = 7.0
AA_MARK = 3.0
GROUNDS = ("ground", "raised", "cursor", "cursor-blurred", "selection")
TEXTS = ("text", "strong", "quiet", "focus", "bad", "good")
STYLES = Path(tui.__file__).parent / "styles" / "culm.tcss"


def luminance(colour: Color) -> float:
    """Relative luminance as in WCAG 2."""

    def linear(value: int) -> float:
        part = value / 255
        return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)

    return 0.2126 * linear(colour.r) + 0.7152 * linear(colour.g) + 0.0722 * linear(colour.b)


def contrast(first: str, second: str) -> float:
    """The contrast ratio of WCAG 2, 1 to 21."""
    low, high = sorted(luminance(Color.parse(colour)) for colour in (first, second))
    return (high + 0.05) / (low + 0.05)


def test_the_measure_is_right() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


COLOURED = pytest.mark.parametrize(
    ("roles", "text_contrast"),
    [(DARK, AA_TEXT), (LIGHT, AA_TEXT), (PAPER, AA_TEXT), (CONTRAST, AAA_TEXT)],
    ids=["dark", "light", "paper", "contrast"],
)


@COLOURED
def test_text_has_contrast_enough(roles: dict[str, str], text_contrast: float) -> None:
    names = [role for role in roles if role.startswith("entity-")]
    marks = [role for role in roles if role.startswith("mark-")]
    pairs = [(text, ground) for text in (*TEXTS, *names) for ground in (*GROUNDS, *marks)]
    pairs += [("on-hit", "hit"), ("on-focus", "focus"), ("strong", "selection")]
    weak = {
        f"{text} on {ground}": round(contrast(roles[text], roles[ground]), 2)
        for text, ground in pairs
        if contrast(roles[text], roles[ground]) < text_contrast
    }
    assert weak == {}


@COLOURED
def test_bars_can_be_seen(roles: dict[str, str], text_contrast: float) -> None:
    bars = [role for role in roles if role.startswith("bar-")]
    assert len(bars) == 5
    assert all(contrast(roles[bar], roles["ground"]) >= AA_MARK for bar in bars)


def test_only_what_frames_and_measures_is_as_faint_as_a_line() -> None:
    text = STYLES.read_text(encoding="utf-8")
    faint = re.findall(r"([^\s{};]+) \{[^}]*(?<![-\w])color: \$line", text)
    assert faint
    assert all(name.endswith(("--thumb", "--rule", "--axis", "--line")) for name in faint), faint


def test_all_themes_know_all_roles() -> None:
    for roles in (LIGHT, PAPER, CONTRAST, TERMINAL, PLAIN):
        assert set(roles) == set(DARK)
    (setting,) = (one for one in SETTINGS if one.name == "theme")
    assert tuple(theme.name for theme in THEMES) == setting.choices
    assert set(PLAIN.values()) == {"ansi_default"}
    assert all(colour.startswith("ansi_") for colour in TERMINAL.values())


def test_the_style_sheet_names_no_colour() -> None:
    sheet = re.sub(r"/\*.*?\*/", "", STYLES.read_text(encoding="utf-8"), flags=re.S)
    for value in re.findall(r"(?:color|background|border|border-top):\s*([^;]+);", sheet):
        assert "$" in value or value.split()[0] in {"none", "transparent"}, value


def test_kinds_of_names_differ_without_colour() -> None:
    sheet = STYLES.read_text(encoding="utf-8")
    looks = {
        kind: re.search(rf"\.entries--{kind} {{[^}}]*?text-style: ([^;]+);", sheet)
        for kind in ("person", "org", "place", "event")
    }
    assert all(looks.values())
    assert len({found[1] for found in looks.values() if found}) == len(looks)
