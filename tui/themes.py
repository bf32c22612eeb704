"""The colours of culm. Widgets name roles (``$entity-person``), never colours.

Each theme is a table from roles to colours; text reaches the AA contrast of
4.5 : 1 on every background it is drawn on, marks and bars 3 : 1. ``plain``
leaves all colour to the terminal and tells things apart by bold, underline
and reverse alone: it is what ``NO_COLOR`` and colourless terminals get.
"""

from __future__ import annotations

from collections.abc import Mapping

from textual.theme import Theme

DARK = {
    "ground": "#16181d",
    "raised": "#1f2229",
    "text": "#d6d9e0",
    "strong": "#f4f5f8",
    "quiet": "#a1a7b3",
    "line": "#343943",
    "focus": "#f0b95b",
    "on-focus": "#16181d",
    "cursor": "#2a2e38",
    "cursor-blurred": "#212429",
    "hit": "#f0b95b",
    "on-hit": "#16181d",
    "bad": "#f28b82",
    "good": "#8fd6a3",
    "entity-person": "#8ec7ff",
    "entity-org": "#c9b0fa",
    "entity-place": "#8fd6a3",
    "entity-norp": "#7fd3d0",
    "entity-event": "#f7a5bd",
    "entity-law": "#d9c58a",
    "entity-misc": "#c0c6d0",
    "mark-yellow": "#42380f",
    "mark-green": "#1b3e2d",
    "mark-blue": "#1d3957",
    "mark-pink": "#4f2539",
    "mark-purple": "#3d2f60",
    "bar-yellow": "#e0c04a",
    "bar-green": "#5cc088",
    "bar-blue": "#63a7e8",
    "bar-pink": "#ea7faa",
    "bar-purple": "#ab8df0",
    "selection": "#343b4a",
}

LIGHT = {
    "ground": "#fcfbf8",
    "raised": "#f1efe9",
    "text": "#2a2c31",
    "strong": "#0c0d10",
    "quiet": "#5b5f67",
    "line": "#d4d0c6",
    "focus": "#9a4f00",
    "on-focus": "#ffffff",
    "cursor": "#ece7da",
    "cursor-blurred": "#f3f0e8",
    "hit": "#ffd166",
    "on-hit": "#1a1b1e",
    "bad": "#b3261e",
    "good": "#1d6b34",
    "entity-person": "#14548f",
    "entity-org": "#6236a0",
    "entity-place": "#1a6532",
    "entity-norp": "#0c5f61",
    "entity-event": "#a01f49",
    "entity-law": "#6b5312",
    "entity-misc": "#484f5a",
    "mark-yellow": "#fff0b8",
    "mark-green": "#d8f1da",
    "mark-blue": "#d9e9fb",
    "mark-pink": "#fadbe7",
    "mark-purple": "#e8dffb",
    "bar-yellow": "#9a7400",
    "bar-green": "#2f7d4a",
    "bar-blue": "#2a6fb0",
    "bar-pink": "#b83a72",
    "bar-purple": "#6f4fb8",
    "selection": "#dde3ee",
}

PLAIN = dict.fromkeys(DARK, "ansi_default")


def _theme(name: str, roles: Mapping[str, str], *, dark: bool, ansi: bool = False) -> Theme:
    return Theme(
        name=name,
        primary=roles["focus"],
        secondary=roles["quiet"],
        accent=roles["focus"],
        warning=roles["focus"],
        error=roles["bad"],
        success=roles["good"],
        foreground=roles["text"],
        background=roles["ground"],
        surface=roles["ground"],
        panel=roles["raised"],
        boost=roles["raised"],
        dark=dark,
        ansi=ansi,
        text_alpha=1.0,
        variables={
            **roles,
            "ansi-background": roles["ground"],
            "ansi-foreground": roles["text"],
            "border": roles["focus"],
            "border-blurred": roles["line"],
            "scrollbar": roles["line"],
            "scrollbar-hover": roles["quiet"],
            "scrollbar-active": roles["quiet"],
            "scrollbar-background": roles["ground"],
            "scrollbar-background-hover": roles["ground"],
            "scrollbar-background-active": roles["ground"],
            "scrollbar-corner-color": roles["ground"],
            "input-cursor-background": roles["text"],
            "input-cursor-foreground": roles["ground"],
            "input-cursor-text-style": "reverse" if ansi else "none",
            "input-selection-background": roles["selection"],
            "screen-selection-background": roles["selection"],
            "block-cursor-background": roles["cursor"],
            "block-cursor-foreground": roles["text"],
            "block-cursor-text-style": "reverse" if ansi else "none",
        },
    )


THEMES: tuple[Theme, ...] = (
    _theme("culm-dark", DARK, dark=True),
    _theme("culm-light", LIGHT, dark=False),
    _theme("plain", PLAIN, dark=True, ansi=True),
)
