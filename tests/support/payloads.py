"""What an article may carry to harm who reads it: forty pieces, and what of them may not get out.

Each piece has a word of its own before it, so that a test can tell that it was shown at all.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from tests.support.seeds import NUMBERS, raw

PIECES = {
    "clear": "\x1b[2J\x1b[3J\x1b[1337;1H",
    "colour": "\x1b[38;2;13;37;42m red \x1b[0m",
    "hidden": "\x1b[8m hidden \x1b[28m",
    "scroll": "\x1b[4;7r\x1b[5S\x1b[5T",
    "insert": "\x1b[13L\x1b[37P\x1b[13@",
    "report": "\x1b[6n\x1b[5n\x1b[c\x1b[>c\x1b[=c",
    "state": "\x1b[?1337h\x1b[?5h\x1b[?69h",
    "resize": "\x1b[8;13;37t\x1b[21t\x1b[20t",
    "repeat": "x\x1b[999999b",
    "reset": "\x1bc",
    "align": "\x1b#8",
    "charset": "\x1b(0 qqq \x0e lll \x0f",
    "title": "\x1b]0;you were here\x07",
    "title again": "\x1b]2;you were here\x1b\\",
    "link": "\x1b]8;;https://evil.invalid/\x1b\\click\x1b]8;;\x1b\\",
    "clipboard": "\x1b]52;c;cm0gLXJmIC8K\x07",
    "clipboard asked": "\x1b]52;c;?\x07",
    "palette": "\x1b]4;1;rgb:ff/00/ff\x07\x1b]11;?\x07",
    "notify": "\x1b]9;you were here\x07\x1b]777;notify;you;here\x07",
    "image": "\x1b]1337;File=inline=1:AAAA\x07",
    "folder": "\x1b]7;file:///etc/passwd\x07",
    "device": '\x1bP$q"p\x1b\\\x1bP+q544e\x1b\\\x1bP1$r0m\x1b\\',
    "sixel": "\x1bPq#0;2;0;0;0#0~~@@vv\x1b\\",
    "program": "\x1b_Gi=1337,a=T;AAAA\x1b\\",
    "private": "\x1b^you were here\x1b\\\x1bXyou were here\x1b\\",
    "c1": "\x9b31;13m\x9d0;you were here\x9c\x90q\x9c\x85",
    "bell": "\x07\x07\x07",
    "return": "harmless text\rsomething else",
    "backspaces": "harmless\x08\x08\x08\x08\x08\x08\x08\x08elsewhere",
    "nul": "a\x00b\x7fc",
    "feeds": "a\x0bb\x0cc\u2028d\u2029e",
    "bidi": "\u202egnp.exe\u202c \u2067\u2066 gninrael \u2069\u2069",
    "zero width": "pass\u200bword\u2060s\ufeff",
    "tags": "hello\U000e0065\U000e0076\U000e0069\U000e006c\U000e007f",
    "surrogate": "broken \ud83d\ud83d pair \udcff",
    "markup": "[@click=app.quit]click[/] [link=file:///etc/passwd]x[/link] [red]x[/",
    "action": "[@click=screen.bell()]{app.query} $HOME `id` %(name)s {0.__class__}[/]",
    "marks": "e" + "\u0301\u0323" * 50_000,
    "noncharacters": "a\ufffeb\uffffc\U0010ffffd",
    "old mark": "a\ufff9b\ufffac\ufffbd \u206a\u206f",
}
SAID = {name: f"Xq{number:02}q" for number, name in enumerate(PIECES)}
"""The word before each piece."""

_OWN = re.compile(
    rb"\x1b\[[0-9;:?<=>]*[ $!\"']?[A-Za-z@`~]"  # control sequences
    rb"|\x1b[78=>()MDE][B0]?"
    rb"|\x1b\]22;[a-z-]*\x07"  # the shape of the pointer
    rb"|\x1b\]52;c;[A-Za-z0-9+/=]*\x07"  # what the user copied, looked into by itself
)
_COPIED = re.compile(rb"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07")
_STEERING = re.compile(
    "[\x00-\x06\x07\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f-\x9f\u202a-\u202e\u2061-\u206f\u2028\u2029"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)


@dataclass(frozen=True)
class Leak:
    """Something that came out and should not have; ``near`` is what stood around it."""

    what: str
    near: bytes


def leaks(output: bytes) -> list[Leak]:
    """What of the pieces came through to a terminal in ``output``, and what else steers one.

    Whole sequences of the pieces count wherever they stand; after culm's own sequences
    are taken away, so does every character that steers a terminal or turns text around.
    """
    found = [
        Leak(f"{name}: {sequence!r}", _around(output, output.index(sequence)))
        for name, sequence in sequences()
        if sequence in output
    ]
    for text in copied(output):
        found += [Leak(f"on the clipboard, {leak.what}", leak.near) for leak in leaks(text)]
    rest = _OWN.sub(b"", output)
    try:
        text = rest.decode("utf-8")
    except UnicodeDecodeError as error:
        return [*found, Leak("bytes that are no UTF-8", _around(rest, error.start))]
    for char in {hit[0] for hit in _STEERING.finditer(text)}:
        at = text.index(char)
        found.append(Leak(f"U+{ord(char):04X}", text[max(0, at - 40) : at + 40].encode()))
    if "\x1b" in text:
        at = text.index("\x1b")
        found.append(Leak("a sequence that is not known", text[max(0, at - 40) : at + 40].encode()))
    return found


def copied(output: bytes) -> list[bytes]:
    """What the terminal was told to put on the clipboard."""
    given = {PIECES["clipboard"].encode()}
    found = (hit for hit in _COPIED.finditer(output) if hit[0] not in given)
    return [base64.b64decode(hit[1]) for hit in found]


def sequences() -> list[tuple[str, bytes]]:
    """Every escape sequence of the pieces that culm has no use for itself."""
    string = r"[\]P_^X][^\x07\x1b\x9c]*(?:\x07|\x1b\\)?"
    pattern = re.compile(rf"\x1b(?:{string}|\[[^A-Za-z@]*[A-Za-z@]|.)")
    ordinary = {b"\x1b[2J", b"\x1b[0m", b"\x1b[c", b"\x1b[6n", b"\x1b\\", b"\x1b]11;?\x07"}
    return [
        (name, sequence)
        for name, piece in PIECES.items()
        for sequence in {hit[0].encode("utf-8", "surrogatepass") for hit in pattern.finditer(piece)}
        if sequence not in ordinary
    ]


def _around(data: bytes, at: int) -> bytes:
    return data[max(0, at - 40) : at + 40]


def said(name: str) -> str:
    """A piece with the word that tells it."""
    return f"{SAID[name]} {PIECES[name]}"


def write(folder: Path, without: Collection[str] = ()) -> Path:
    """The samples with all pieces in their texts, and an article a piece with it in every field."""
    folder.mkdir(parents=True, exist_ok=True)
    names = [name for name in PIECES if name not in without]
    records = []
    for number in NUMBERS:
        body = raw(number)
        records.append(
            {
                "id": f"seeds/{number} {said('clear')}",
                "text": body + "\n\n" + "\n\n".join(said(name)[:2000] for name in names),
                "source": "Viet Nam News " + PIECES["title"],
            }
        )
    for number, name in enumerate(names):
        records.append(
            {
                "id": said(name),
                "title": f"{said(name)} is said in Hanoi",
                "text": f"Xi Jinping {said(name)} met Angela {said(name)} Merkel in Paris.",
                "date": f"2023-11-{number % 28 + 1:02}",
                "source": f"Outlet {said(name)}",
                "authors": [f"Author {said(name)}", PIECES[name]],
                "url": f"https://evil.invalid/{PIECES[name][:200]}",
                "lang": f"en{PIECES[name][:50]}",
            }
        )
    lines = "\n".join(json.dumps(record) for record in records)
    (folder / "all.jsonl").write_text(lines + "\n", encoding="utf-8")
    for number, name in enumerate(PIECES):
        file = PIECES[name][:60].encode("utf-8", "surrogatepass")
        safe = file.replace(b"/", b"_").replace(b"\0", b"_")
        path = bytes(folder) + b"/" + f"{SAID[name]} ".encode() + safe + b".txt"
        content = f"A file named {said(name)}".encode("utf-8", "replace")
        with open(path, "wb") as out:
            # Every third cannot be read: its name is in the error.
            out.write(b"\x00\x01\x02" * 99 if number % 3 == 0 else content)
    return folder
