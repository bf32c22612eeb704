"""The config file edited from the reader: what it sets holds when the editor ends."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

import pytest

from tests.tui.screens import Driver, running
from tui.config import example


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the config file will be; nothing is there yet."""
    path = tmp_path / "settings" / "config.toml"
    monkeypatch.setenv("CULM_CONFIG", str(path))
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    return path


async def edit(on: Driver, monkeypatch: pytest.MonkeyPatch, writes: str, tells: str) -> None:
    """Open the settings in an editor that writes ``writes`` instead; culm ``tells`` of it."""
    path = Path(str(on.app.library_path)).parent / "editor"
    path.write_text(f"#!/bin/sh\ncat > \"$1\" <<'END'\n{writes}\nEND\n")
    path.chmod(0o700)
    monkeypatch.setenv("EDITOR", f"'{path}'")
    # A terminal that is not there cannot be lent.
    monkeypatch.setattr(on.app, "suspend", nullcontext)
    await on.press("g", "c")
    await on.until_shown(tells)


async def test_what_is_set_holds_at_once(
    library: Path, config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(library) as on:
        wide = on.reader.measure
        text = '[screen]\ntheme = "culm-paper"\n[reading]\nmeasure = 44\n[keys]\n"app.help" = "f1"'
        await edit(on, monkeypatch, text, "Keys, theme and lines are as set")
        assert on.app.theme == "culm-paper"
        assert on.reader.measure == 44 < wide
        await on.until_shown("f1 help")
        await on.press("f1")
        await on.until_shown("First of all")
        await on.press("escape")
        # Without an entry the key is what it was; the look stays as it is.
        await edit(on, monkeypatch, "# nothing", "Keys, theme and lines are as set")
        await on.press("?")
        await on.until_shown("First of all")


async def test_a_file_is_begun_for_who_has_none(
    library: Path, config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", "true")
    async with running(library) as on:
        monkeypatch.setattr(on.app, "suspend", nullcontext)
        await on.press("g", "c")
        await on.until_shown("The settings are as they were")
        assert config.read_text(encoding="utf-8") == example()
        assert config.stat().st_mode & 0o777 == 0o600


async def test_what_is_wrong_is_told(
    library: Path, config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(library) as on:
        await edit(on, monkeypatch, "[reading]\nmeasure = 3", "must be from 30")
        await edit(on, monkeypatch, "[reading\n", "is no TOML")


async def test_no_editor_and_no_place_are_told(
    library: Path, config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(library) as on:
        monkeypatch.setattr(on.app, "suspend", nullcontext)
        monkeypatch.setenv("EDITOR", "no-such-editor")
        await on.press("g", "c")
        await on.until_shown("was not found")
        monkeypatch.setenv("CULM_CONFIG", str(config / "below.toml"))
        await on.press("g", "c")
        # What is shown of it may end a line between any two words: the path has any length.
        await on.until(lambda: any("cannot be" in n.message for n in on.app._notifications))


async def test_a_terminal_that_cannot_be_lent_is_told(
    library: Path, config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", "true")
    async with running(library) as on:
        await on.press("g", "c")
        await on.until_shown("cannot be lent to an editor")
        await on.until_shown("config.toml")
