"""Samples of formats, damaged at random and read: what a reader may answer, and how fast.

python -m tests.support.mutating COUNT [SEED]      reads so many and says what came of them
"""

from __future__ import annotations

import io
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from index.article import Article
from index.errors import ReadError
from index.readers import read_stream
from index.sanitise import one_line

FOLDER = Path(__file__).parents[1] / "data" / "samples"
SECONDS = 5.0
"""CPU time that a damaged sample of a few kilobytes may take."""

_TOKENS = (
    b"<", b">", b"\"", b"'", b"&#27;", b"&a;", b"<!--", b"]]>", b"<![CDATA[", b"\0", b"\xff\xfe",
    b"\x1b[2J", b"\xe2\x80\xae", b"{", b"[", b"]", b"\n\n", b"\r\n", b"---\n", b"+++\n", b"--b\n",
    b"=?utf-8?q?", b"9999999999", b"-1", b"1e999", b"null", b"%PDF-", b"endobj", b"PK\x01\x02",
    b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"javascript:", b"file:///etc/passwd", b"../../",
    b"A" * 5000,
)  # fmt: skip


def mutations(seed: int) -> Iterator[tuple[str, bytes]]:
    """Damaged samples without end, each with the name of the sample that it was."""
    chance = random.Random(seed)
    whole = {path.name: path.read_bytes() for path in sorted(FOLDER.iterdir()) if path.is_file()}
    names = list(whole)
    while True:
        name = chance.choice(names)
        data = bytearray(whole[name])
        for _ in range(chance.randrange(1, 9)):
            _damage(data, chance, whole[chance.choice(names)])
        yield name, bytes(data)


def _damage(data: bytearray, chance: random.Random, other: bytes) -> None:
    place = chance.randrange(len(data) + 1)
    length = chance.randrange(1, 200)
    match chance.randrange(6):
        case 0:
            for spot in range(place, min(place + 4, len(data))):
                data[spot] = chance.randrange(256)
        case 1:
            del data[place : place + length]
        case 2:
            data[place:place] = data[place : place + length] * chance.choice((1, 2, 50))
        case 3:
            data[place:place] = chance.choice(_TOKENS)
        case 4:
            begin = chance.randrange(len(other))
            data[place : place + length] = other[begin : begin + length]
        case 5 if chance.random() < 0.2:
            del data[place:]


def read_mutations(count: int, seed: int) -> Counter[str]:
    """Read so many damaged samples; how often which kind of answer came.

    Raises ``AssertionError`` on anything that no reader may do.
    """
    answers: Counter[str] = Counter()
    for (name, data), _ in zip(mutations(seed), range(count), strict=False):
        begun = time.process_time()
        for found in read_stream(name, io.BytesIO(data), key=name):
            answers[_checked(name, found)] += 1
        taken = time.process_time() - begun
        assert taken < SECONDS, (name, seed, taken)
    return answers


def _checked(name: str, found: Article | ReadError) -> str:
    if isinstance(found, ReadError):
        # A damaged name may have a character that nobody has given a meaning yet: it does nothing.
        assert one_line(str(found)) == str(found), (name, str(found))
        return found.reason.partition(":")[0][:60]
    lines = (found.title, found.outlet, found.url, found.key, *found.authors)
    for words in (*lines, found.text):
        assert not {"\x1b", "\x9b", "\x07", "\u202e", "\r", "\0"} & set(words), name
    assert all("\n" not in line for line in lines), name
    assert all(0 <= zone.start < zone.end <= len(found.text) for zone in found.zones), name
    assert found.text.strip(), name
    assert found.key, name
    return "an article"


def main(count: int, seed: int) -> None:
    begun = time.process_time()
    for answer, number in read_mutations(count, seed).most_common(60):
        sys.stdout.write(f"{number:7} {answer}\n")
    sys.stdout.write(f"{count} read in {time.process_time() - begun:.0f} s of CPU time\n")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0)
