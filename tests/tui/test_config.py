"""What is set in ``config.toml`` holds, and what is wrong in it is told and left out."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tui.screens import running
from tui.commands import COMMANDS
from tui.config import MEASURES, REMEMBERED_AS, SETTINGS, Config, example, read
from tui.keymap import Keymap
from tui.remembered import Remembered


def written(tmp_path: Path, text: str) -> Config:
    path = tmp_path / "config.toml"
    path.write_text(text, encoding="utf-8")
    return read(path)


def test_without_a_file_nothing_is_set_and_nothing_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    assert read(path) == Config(path)


def test_settings_and_keys_are_read(tmp_path: Path) -> None:
    found = written(
        tmp_path,
        """
        [screen]
        theme = "culm-paper"
        [reading]
        measure = 66
        [list]
        fold_copies = false
        [keys]
        "article.star" = "*"
        article.tags = ["Z t", "ctrl+t"]
        "screen.theme" = []
        """,
    )
    assert found.problems == ()
    assert found.values == {
        ("screen", "theme"): "culm-paper",
        ("reading", "measure"): 66,
        ("list", "fold_copies"): False,
    }
    assert found.keys == {
        "article.star": ("*",),
        "article.tags": ("Z t", "ctrl+t"),
        "screen.theme": (),
    }
    assert Keymap(remapped=found.keys).keys_of("article.star") == ("*",)


TRAPPING = 'needs a key that types nothing and moves nothing in a line of text, such as "escape"'


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("measure = ", "is no TOML: Invalid value (at end of document)"),
        ("[reding]\nmeasure = 70", "[reding] is no table that culm knows; did you mean reading?"),
        ("reading = 70", "reading must be a table: [reading]"),
        ("[reading]\nmesure = 70", "reading.mesure is no setting; did you mean measure?"),
        ("[reading]\nmeasure = 7", "reading.measure must be from 30 to 200"),
        ("[reading]\nmeasure = true", "reading.measure must be a whole number"),
        ("[list]\nfold_copies = 1", "list.fold_copies must be true or false"),
        (
            '[list]\norder = "best"',
            "list.order must be one of newest, oldest, outlet, title",
        ),
        (
            '[keys]\n"article.str" = "s"',
            "keys: there is no command 'article.str'; did you mean article.star?",
        ),
        (
            '[keys]\n"article.star" = 7',
            'keys: article.star must be a key like "ctrl+d", a sequence like "] e", '
            "or a list of them",
        ),
        (
            '[keys]\n"article.star" = ["control-s"]',
            "keys: article.star has 'control-s', which is no key",
        ),
        ('[keys]\n"article.star" = " "', "keys: article.star has an empty key"),
        ('[keys]\n"note.leave" = "x"', f"keys: note.leave {TRAPPING}"),
        ('[keys]\n"screen.close" = []', f"keys: screen.close {TRAPPING}"),
        ('[keys]\n"search.leave" = ["x", "left"]', f"keys: search.leave {TRAPPING}"),
        ('[keys]\n"article.star" = "r"', "keys: r is both article.read and article.star"),
    ],
)
def test_what_is_wrong_is_told_in_words(tmp_path: Path, text: str, problem: str) -> None:
    assert written(tmp_path, text).problems == (problem,)


def test_what_is_right_holds_beside_what_is_wrong(tmp_path: Path) -> None:
    found = written(tmp_path, '[reading]\nmeasure = 5000\n[screen]\ntheme = "culm-light"\n')
    assert found.values == {("screen", "theme"): "culm-light"}
    assert len(found.problems) == 1


def test_files_that_are_no_config_files(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    assert read(tmp_path / "folder").problems == ("cannot be read: Is a directory",)
    (tmp_path / "bytes").write_bytes(b"\xff\xfe\x00")
    assert read(tmp_path / "bytes").problems[0].startswith("is no TOML")
    (tmp_path / "big").write_bytes(b"#" * 300_000)
    assert read(tmp_path / "big").problems == ("is too large to be a config file",)


def test_the_example_sets_nothing_and_everything_in_it_is_right(tmp_path: Path) -> None:
    assert written(tmp_path, example()) == Config(tmp_path / "config.toml")
    lines = example().splitlines()
    settable = [line[2:] for line in lines if line.startswith(("# ", "[")) and "=" in line]
    heads = [line for line in lines if line.startswith("[")]
    assert heads == ["[screen]", "[reading]", "[list]", "[fetching]", "[keys]"]
    whole = "\n".join(
        line if line.startswith("[") else line[2:]
        for line in lines
        if line.startswith("[") or line[2:] in settable
    )
    found = written(tmp_path, whole)
    assert found.problems == ()
    assert found.values == {(one.table, one.name): one.default for one in SETTINGS}
    assert set(found.keys) == {command.id for command in COMMANDS}


def test_every_setting_and_theme_is_told_in_the_documentation() -> None:
    told = (Path(__file__).parents[2] / "docs" / "configuration.md").read_text(encoding="utf-8")
    for setting in SETTINGS:
        assert f"| `[{setting.table}]` | `{setting.name}` |" in told
        assert all(f"`{choice}`" in told for choice in setting.choices if isinstance(choice, str))


def test_every_setting_is_something_the_screen_remembers() -> None:
    usual = Remembered()
    of_the_screen = [one for one in SETTINGS if one.table != "fetching"]
    assert set(REMEMBERED_AS) == {(one.table, one.name) for one in of_the_screen}
    for setting in of_the_screen:
        kept = getattr(usual, REMEMBERED_AS[setting.table, setting.name])
        assert kept in (setting.default, "")


async def test_what_is_set_holds_on_the_screen_and_problems_are_told(
    library: Path, tmp_path: Path
) -> None:
    config = written(
        tmp_path,
        """
        [screen]
        theme = "culm-paper"
        [reading]
        measure = 44
        [list]
        ordre = "title"
        [keys]
        "article.star" = "*"
        """,
    )
    async with running(library, config=config) as driver:
        await driver.until(lambda: driver.opened, "an article")
        assert driver.app.theme == "culm-paper"
        assert driver.reader.measure == 44
        await driver.until_shown("config.toml: list.ordre is no setting")
        await driver.press("1", "*")
        await driver.until(
            lambda: driver.articles.current_row and driver.articles.current_row.starred, "a star"
        )


async def test_what_is_shown_names_the_keys_of_the_config(
    library: Path, empty_library: Path, tmp_path: Path
) -> None:
    config = written(
        tmp_path,
        """
        [keys]
        "pane.list" = "f5"
        "pane.reader" = []
        "search.open" = "f6"
        "import.open" = "f7"
        "search.leave" = ["f8", "x"]
        """,
    )
    assert config.problems == ()
    async with running(empty_library, config=config) as driver:
        await driver.until_shown("f7  bring some in")
        await driver.until_shown("f6 to search")
        assert "f5 Articles" in driver.text
        assert driver.reader.border_title == "Article"
    async with running(library, config=config) as driver:
        await driver.until(lambda: driver.opened, "an article")
        await driver.press("f6", *"zebra")
        await driver.until_shown("f8 shows all articles again.")


async def test_what_a_config_file_says_cannot_steer_the_terminal(
    library: Path, tmp_path: Path
) -> None:
    config = written(tmp_path, '["\\u001b]0;owned\\u0007\\u202e"]\n')
    assert "\x1b" in config.problems[0]
    async with running(library, config=config) as driver:
        await driver.until_shown("owned")
        told = [note.message for note in driver.app._notifications]
        assert len(told) == 1
        assert not set(told[0]) & set("\x1b\x07\u202e")
        driver.app.tell("a\x1b[2Jb\udcff\nsecond line")
        await driver.until_shown("second line")
        (note,) = driver.app._notifications
        assert note.message.isprintable() or "\n" in note.message
        assert "\x1b" not in note.message
        note.message.encode()


async def test_what_is_changed_on_the_screen_lasts_until_the_end(
    library: Path, tmp_path: Path
) -> None:
    config = written(tmp_path, '[screen]\ntheme = "culm-light"\n')
    for _ in range(2):
        async with running(library, config=config) as driver:
            await driver.until(lambda: driver.opened, "an article")
            assert driver.app.theme == "culm-light"
            await driver.press("D")
            await driver.until_shown("Theme: culm-paper")


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_no_file_stops_culm(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.toml"
    path.write_bytes(content)
    found = read(path)
    try:
        tomllib.loads(content.decode())
    except (UnicodeDecodeError, tomllib.TOMLDecodeError):
        assert len(found.problems) == 1
        assert not found.values
        assert not found.keys


@pytest.mark.parametrize("columns", MEASURES)
async def test_the_reader_is_as_wide_as_the_config_may_say(library: Path, columns: int) -> None:
    config = Config(values={("reading", "measure"): columns})
    async with running(library, (260, 30), config=config) as driver:
        await driver.until(lambda: driver.opened, "an article")
        await driver.until(lambda: driver.reader.measure == columns)
