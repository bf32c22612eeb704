"""Where a message of a mailbox begins: no line of a body does it, and no message is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.article import Article
from index.readers import read_path

STORY = "The ferry to Lower Quay runs again after the fire in its engine room, the owner said."
MORE = "Nobody was hurt when it burnt in the spring, and the damage is put at 310,000 pounds."
BEGINS = "From ana@island.example Thu Mar 14 06:00:00 2024"


def message(number: int, body: str, id: str = "") -> str:
    headers = f"From: Ana <ana@island.example>\nSubject: Letter {number}\n"
    headers += "Date: Thu, 14 Mar 2024 06:00:00 +0000\n"
    return f"{headers}Message-ID: <{id or number}@island.example>\n\n{body}\n"


def read(folder: Path, text: str) -> list[Article]:
    path = folder / "letters.mbox"
    path.write_bytes(text.encode())
    found = list(read_path(path, key="letters.mbox"))
    assert all(isinstance(one, Article) for one in found), found
    return [one for one in found if isinstance(one, Article)]


@pytest.mark.parametrize(
    "line",
    [
        "From here on we need a second source.",
        "From here on we need 2024",
        "From",
        "From ",
        "From: the editor",
        "From Monday, 3 May 2021 on, the ferry ran at 12:00.",
        "From Mon May 3 12:00 2021 on, nothing was heard.",
        "From ana@island.example we heard nothing more.",
        "From me:",
        f"{BEGINS}, and so on",
        f"> {BEGINS}",
    ],
)
def test_no_line_of_a_body_begins_a_message(tmp_path: Path, line: str) -> None:
    first = message(1, f"{STORY}\n\n{line}\n{MORE}")
    found = read(tmp_path, f"{BEGINS}\n{first}\n{BEGINS}\n{message(2, MORE)}")
    assert [one.title for one in found] == ["Letter 1", "Letter 2"]
    assert line.split()[-1] in found[0].text
    assert "310,000" in found[0].text


@pytest.mark.parametrize(
    "line",
    [
        BEGINS,
        "From - Thu Mar 14 06:00:00 2024",
        "From MAILER-DAEMON Thu Mar  4 06:00 2024",
        "From ana@island.example Thu Mar 14 06:00:00 +0000 2024",
        "From 1793284738291@xxx Thu Mar 14 06:00:00 +0000 2024",
        "From ana@island.example  Thu, 14 Mar 2024 06:00:00 +0000",
        "From Thu Mar 14 06:00:00 2024",
        "From ana@island.example",
        "From ",
        "From -",
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_what_programs_write_begins_one(tmp_path: Path, line: str, end: str) -> None:
    text = f"{BEGINS}\n{message(1, STORY)}\n{line}\n{message(2, MORE)}"
    found = read(tmp_path, text.replace("\n", end))
    assert [one.title for one in found] == ["Letter 1", "Letter 2"]
    assert ["310,000" in one.text for one in found] == [False, True]


def test_a_message_whose_predecessor_ends_without_a_blank_line_is_one(tmp_path: Path) -> None:
    found = read(tmp_path, f"{BEGINS}\n{message(1, STORY)}{BEGINS}\n{message(2, MORE)}")
    assert [one.title for one in found] == ["Letter 1", "Letter 2"]


def test_each_quoting_takes_one_sign_off(tmp_path: Path) -> None:
    body = f"{STORY}\n\n>From the quay one sees it.\n>>From afar, too."
    (found,) = read(tmp_path, f"{BEGINS}\n{message(1, body)}")
    assert "\nFrom the quay one sees it." in found.text
    assert "\n>From afar, too." in found.text


def test_messages_of_one_id_are_all_there_and_the_same_one_once(tmp_path: Path) -> None:
    mine = message(1, STORY, "same")
    other = message(2, MORE, "same")
    quoting = message(3, f"Message-ID: <same@island.example>\n{MORE}").replace(
        "Message-ID: <3@island.example>\n", "", 1
    )
    text = "".join(f"{BEGINS}\n{one}\n" for one in (mine, other, quoting, mine))
    keys = [one.key for one in read(tmp_path, text)]
    same = "letters.mbox!same@island.example"
    assert keys == [same, f"{same} (2)", "letters.mbox!3", same]
