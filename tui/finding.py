"""Finding in one text: plain words, or a regular expression.

Case matters when what is looked for has a capital in it, as in vim's
``smartcase`` and ripgrep's ``--smart-case``; accents matter only in a pattern
that has some.

A pattern is the user's own and may be of the kind that takes for ever. It is
therefore compiled and searched in a process of its own that is given two seconds.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
import unicodedata
from functools import lru_cache

from msgspec import Struct

from index.article import Span
from index.language.fold import fold, fold_case

MOST = 5_000
"""Hits looked for; nobody steps through more."""
PATTERN_SECONDS = 2.0

_SEARCHER = """
import json, re, sys
asked = json.load(sys.stdin)
found = []
try:
    pattern = re.compile(asked["pattern"], re.MULTILINE | (0 if asked["case"] else re.IGNORECASE))
except (re.error, OverflowError, RecursionError) as error:
    json.dump({"problem": f"not a pattern: {error}"}, sys.stdout)
else:
    for hit in pattern.finditer(asked["text"]):
        if hit.end() > hit.start():
            found.append(hit.span())
            if len(found) >= asked["most"]:
                break
    json.dump({"found": found}, sys.stdout)
"""
_ESCAPE = re.compile(r"\\.", re.DOTALL)


class Found(Struct, frozen=True):
    """What a search in a text gave; ``problem`` says why it gave nothing."""

    hits: tuple[Span, ...] = ()
    problem: str = ""


@lru_cache(maxsize=2)
def _folded(text: str, case_matters: bool) -> str:
    """``text`` as words are compared with it, every character in its place."""
    return (fold(text) if case_matters else fold_case(text)).replace("\n", " ")


def has_capital(wanted: str) -> bool:
    """Whether there is a capital in what is looked for, so that case matters."""
    return any(char.isupper() for char in wanted)


def find_words(text: str, words: str, most: int = MOST) -> Found:
    """Where ``words`` stand in ``text``; white space in them stands for a blank or line end."""
    words = unicodedata.normalize("NFC", words)
    case_matters = has_capital(words)
    wanted = " ".join((fold(words) if case_matters else fold_case(words)).split())
    if not wanted:
        return Found()
    folded = _folded(text, case_matters)
    hits: list[Span] = []
    position = folded.find(wanted)
    while position >= 0 and len(hits) < most:
        hits.append(Span(position, position + len(wanted)))
        position = folded.find(wanted, position + len(wanted))
    return Found(tuple(hits))


async def find_pattern(
    text: str, pattern: str, most: int = MOST, seconds: float = PATTERN_SECONDS
) -> Found:
    """Where the regular expression ``pattern`` matches in ``text``."""
    pattern = unicodedata.normalize("NFC", pattern)
    asked = {
        "pattern": pattern,
        "text": text if fold(pattern) != pattern else fold(text),
        "case": has_capital(_ESCAPE.sub("", pattern)),
        "most": most,
    }
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
    try:
        answer, _ = await asyncio.wait_for(process.communicate(json.dumps(asked).encode()), seconds)
    except TimeoutError:
        return Found(problem="that pattern takes too long")
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode:
        return Found(problem="that pattern cannot be searched")
    told = json.loads(answer)
    hits = tuple(Span(start, end) for start, end in told.get("found", ()))
    return Found(hits, told.get("problem", ""))
