"""The command registry and the key map made from it."""

from __future__ import annotations

import re

import pytest
from msgspec.structs import replace
from textual.actions import parse

from tui.app import CulmApp
from tui.commands import BY_ID, COMMANDS, Group, Where
from tui.keymap import Keymap, conflicts, key_name, parse_keys, show_keys
from tui.screens.choices import ChoiceScreen
from tui.screens.legend import Legend, LegendScreen
from tui.screens.main import MainScreen
from tui.screens.reasons import ReasonList, ReasonsScreen
from tui.widgets.article_list import ArticleList
from tui.widgets.event_panel import EventPanel
from tui.widgets.reader import Reader
from tui.widgets.search_bar import SearchBar


def test_every_command_has_an_id_of_its_own() -> None:
    assert len(BY_ID) == len(COMMANDS)
    assert all(re.fullmatch(r"[a-z]+\.[a-z0-9-]+", command.id) for command in COMMANDS)


def test_every_command_is_told_in_sentences() -> None:
    for command in COMMANDS:
        assert command.title[0].isupper() or command.title[0].isdigit(), command.id
        assert command.help.endswith("."), command.id
        assert command.where, command.id
        assert len(command.short) <= 18, command.id


def test_no_key_means_two_things_in_one_place() -> None:
    assert conflicts(Keymap()) == []


def test_conflicts_are_found() -> None:
    assert conflicts(Keymap(remapped={"article.star": ["r"]})) == [
        "r is both article.read and article.star"
    ]
    assert conflicts(Keymap(remapped={"article.star": ["]"]}))


def test_inner_places_hear_a_key_first() -> None:
    keymap = Keymap()
    inner = keymap.look_up(("enter",), [[Where.PANEL], [Where.MAIN], [Where.EVERYWHERE]])
    assert inner is not None
    assert inner.command is BY_ID["panel.open"]
    assert inner.place == 0
    outer = keymap.look_up(("/",), [[Where.PANEL], [Where.MAIN], [Where.EVERYWHERE]])
    assert outer is not None
    assert outer.command is BY_ID["search.open"]
    assert outer.place == 1


def test_a_sequence_waits_for_its_end() -> None:
    keymap = Keymap()
    places = [[Where.READER], [Where.MAIN]]
    begun = keymap.look_up(("]",), places)
    assert begun is not None
    assert begun.command is None
    ended = keymap.look_up(("]", "e"), places)
    assert ended is not None
    assert ended.command is BY_ID["reader.next-entity"]
    assert keymap.look_up(("]", "#"), places) is None
    offered = dict(keymap.continuations(("]",), places))
    assert offered["e"] is BY_ID["reader.next-entity"]
    assert offered["u"] is BY_ID["article.next-unread"]


def test_keys_are_given_to_commands_by_id() -> None:
    keymap = Keymap(remapped={"article.star": ["ctrl+s", "*"]})
    assert keymap.keys_of("article.star") == ("ctrl+s", "*")
    assert keymap.look_up(("m",), [[Where.MAIN]]) is None
    found = keymap.look_up(("*",), [[Where.MAIN]])
    assert found is not None
    assert found.command is BY_ID["article.star"]


@pytest.mark.parametrize(
    ("key", "character", "name"),
    [
        ("slash", "/", "/"),
        ("right_square_bracket", "]", "]"),
        ("space", " ", "space"),
        ("ctrl+d", "\x04", "ctrl+d"),
        ("enter", "\r", "enter"),
        ("G", "G", "G"),
        ("upper_o_with_stroke", "Ø", "Ø"),
        ("alt+c", "c", "alt+c"),
        ("alt+shift+c", "C", "alt+shift+c"),
    ],
)
def test_keys_have_the_names_of_the_registry(key: str, character: str, name: str) -> None:
    assert key_name(key, character) == name


def test_keys_are_shown_as_people_read_them() -> None:
    assert show_keys("] e") == "]e"
    assert show_keys("enter") == "↵"
    assert show_keys("ctrl+d") == "ctrl+d"
    assert parse_keys("] e") == ("]", "e")


def test_commands_outside_the_groups_do_not_exist() -> None:
    assert {command.group for command in COMMANDS} == set(Group)


def test_a_command_added_twice_is_a_conflict() -> None:
    twin = replace(BY_ID["article.star"], id="article.twin")
    commands = (*COMMANDS, twin)
    assert conflicts(Keymap(commands), commands) == ["m is both article.star and article.twin"]


def test_every_command_can_be_carried_out_somewhere() -> None:
    """Each place of a command is a widget or screen that has the action."""
    homes: dict[Where, list[type]] = {
        Where.SELECTION: [Reader],
        Where.MARK: [Reader],
        Where.READER: [Reader],
        Where.LIST: [ArticleList],
        Where.PANEL: [EventPanel],
        Where.SEARCH: [SearchBar, MainScreen],
        Where.MAIN: [MainScreen],
        Where.WHY: [ReasonList, ReasonsScreen],
        Where.HELP: [Legend, LegendScreen],
        Where.PALETTE: [ChoiceScreen],
        Where.EVERYWHERE: [CulmApp],
    }
    missing = [
        f"{command.id} in {where}"
        for command in COMMANDS
        for where in command.where
        if where in homes
        and not any(hasattr(home, f"action_{parse(command.action)[1]}") for home in homes[where])
    ]
    assert missing == []


def test_no_two_commands_have_one_name_on_the_main_screen() -> None:
    titles = [
        command.title
        for command in COMMANDS
        if command.listed and set(command.where) & {Where.MAIN, *MainScreen.offered}
    ]
    assert sorted(titles) == sorted(set(titles))
