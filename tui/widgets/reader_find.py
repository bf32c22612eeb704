"""Finding in the open article: plain words without regard to case and accents, or a pattern.

A pattern is the user's own and may be of the kind that takes for ever. It is
therefore searched in a process of its own that is given two seconds.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from index.article import Span
from index.language.fold import fold_case
from tui.commands import Where

MOST = 5_000
"""Hits looked for; nobody steps through more."""
PATTERN_SECONDS = 2.0

_SEARCHER = """
import json, re, sys
asked = json.load(sys.stdin)
found = []
for hit in re.finditer(asked["pattern"], asked["text"], re.IGNORECASE | re.MULTILINE):
    if hit.end() > hit.start():
        found.append(hit.span())
        if len(found) >= asked["most"]:
            break
json.dump(found, sys.stdout)
"""


@dataclass(frozen=True, slots=True)
class Found:
    """What a search in the article gave; ``problem`` says why it gave nothing."""

    hits: tuple[Span, ...] = ()
    problem: str = ""


def find_words(text: str, words: str, most: int = MOST) -> Found:
    """Where ``words`` stand in ``text``; white space in them stands for any white space."""
    folded = fold_case(text).replace("\n", " ")
    wanted = " ".join(fold_case(words).split())
    hits: list[Span] = []
    if not wanted:
        return Found()
    position = folded.find(wanted)
    while position >= 0 and len(hits) < most:
        hits.append(Span(position, position + len(wanted)))
        position = folded.find(wanted, position + len(wanted))
    return Found(tuple(hits))


async def find_pattern(
    text: str, pattern: str, most: int = MOST, seconds: float = PATTERN_SECONDS
) -> Found:
    """Where the regular expression ``pattern`` matches in ``text``, ignoring case."""
    try:
        re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        return Found(problem=f"not a pattern: {error}")
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-I",
        "-S",
        "-c",
        _SEARCHER,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    question = json.dumps({"pattern": pattern, "text": text, "most": most}).encode()
    try:
        answer, _ = await asyncio.wait_for(process.communicate(question), seconds)
    except TimeoutError:
        return Found(problem="that pattern takes too long")
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode:
        return Found(problem="that pattern cannot be searched")
    return Found(tuple(Span(start, end) for start, end in json.loads(answer)))


class FindBar(Horizontal):
    """The line at the bottom of the reader in which one types what to find."""

    where = (Where.FIND,)
    DEFAULT_CSS = """
    FindBar {
        dock: bottom; height: 1; background: $raised; color: $text; layer: find;
        & > Static { width: auto; color: $quiet; padding: 0 1; }
        & > Input { width: 1fr; height: 1; border: none; padding: 0; background: $raised; }
    }
    """

    class Changed(Message):
        """What is to be found changed; ``final`` when Enter was pressed."""

        def __init__(self, words: str, pattern: bool, final: bool) -> None:
            super().__init__()
            self.words = words
            self.pattern = pattern
            self.final = final

    class Closed(Message):
        """Escape was pressed."""

    def __init__(self) -> None:
        super().__init__()
        self._pattern = False
        self._input = Input(compact=True, select_on_focus=False)
        self._label = Static(Content("find"), markup=False)
        self._count = Static(Content(""), markup=False)

    def compose(self) -> ComposeResult:
        yield self._label
        yield self._input
        yield self._count

    def on_mount(self) -> None:
        self.screen.set_focus(self._input)

    def say(self, words: str) -> None:
        """Show how many were found, or what is wrong."""
        self._count.update(Content(words))

    def action_pattern(self) -> None:
        """Search for a regular expression instead of words, or for words again."""
        self._pattern = not self._pattern
        self._label.update(Content("find pattern" if self._pattern else "find"))
        self._changed(final=False)

    def action_submit(self) -> None:
        self._changed(final=True)

    def action_close(self) -> None:
        self.post_message(self.Closed())

    def _changed(self, final: bool) -> None:
        self.post_message(self.Changed(self._input.value, self._pattern, final))

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._changed(final=False)
