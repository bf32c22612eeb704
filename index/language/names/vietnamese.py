"""Names in Vietnamese: what its titles, its words for bodies and its family names say.

Vietnamese writes every syllable as a word, and a name of a body with a capital only on the
first syllable of each of its words: ``Bộ Tài chính``, ``Ủy ban nhân dân tỉnh Nghệ An``. What
has learned names from English sees people in such halves. So this is read by lists, with the
tones that a folded text has not: titles and what people are called by, what bodies are and what
they look after, places, family names. What these do not explain is left as it was found.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from index.language.model import EntityType
from index.language.names.found import Found
from index.language.names.lexicon import FIRM_PLACES, lexicon
from index.language.names.tokens import Tokens
from index.language.names.vietnamese_reader import Reader

LANGUAGE = "vi"
_SHORT = 3


def in_vietnamese(text: str, tokens: Tokens, found: Sequence[Found]) -> list[Found]:
    """The names of a Vietnamese text: those read by lists, and what of ``found`` they leave.

    ``text`` is the text as it is written, of which ``tokens`` are the folded one's.
    """
    reader = Reader(text, tokens)
    reader.read()
    reader.names += _given_names(reader)
    rest = (_bare(reader, name) for name in found)
    reader.names += _free(reader, (name for name in rest if name is not None))
    reader.names += _free(reader, _of_the_world(reader))
    return sorted(reader.names, key=lambda name: name.first)


def _free(reader: Reader, found: Iterable[Found]) -> list[Found]:
    """Those of ``found`` that share no word with what was read."""
    taken = {at for name in reader.names for at in range(name.first, name.last + 1)}
    return [name for name in found if taken.isdisjoint(range(name.first, name.last + 1))]


def _given_names(reader: Reader) -> list[Found]:
    """People who are called by their last word alone further on: ``Thắng khai nhận``."""
    tokens, words = reader.tokens, reader.words
    given = {
        words[name.last]
        for name in reader.names
        if name.type is EntityType.PERSON and name.last > name.first
    }
    taken = {at for name in reader.names for at in range(name.first, name.last + 1)}
    return [
        Found(at, at, EntityType.PERSON, "given name of somebody in the text")
        for at in tokens.capitals
        if words[at] in given
        and at not in taken
        and at not in reader.passed
        and not reader.is_next(at + 1)
        and not reader.goes_on(at)
        and not (tokens.opens[at] and words[at] in reader.lists.openers)
    ]


def _bare(reader: Reader, name: Found) -> Found | None:
    """``name`` without the title or the small word it begins with; ``None``: it is no name."""
    first, last = name.first, name.last
    while first <= last and first in reader.passed:
        first += 1
    while first <= last and last in reader.passed:
        last -= 1
    if first > last or not reader.passed.isdisjoint(range(first, last + 1)):
        return None
    if _runs_on(reader, first, last):
        last -= 1
    word = reader.tokens.words[first]
    if first == last and reader.is_syllable(first) and not (word.isupper() and len(word) > 1):
        return None
    if last + 1 < len(reader.words) and _is_half(reader, last + 1):
        return None
    if (first, last) == (name.first, name.last):
        return name
    kind = lexicon().known.get(reader.tokens.key(first, last))
    if kind is None and first == last and word.isupper() and reader.words[first].isascii():
        kind = EntityType.ORG
    return replace(name, first=first, last=last, type=kind or name.type)


def _runs_on(reader: Reader, first: int, last: int) -> bool:
    """Whether a sentence begins behind a foreign name: ``Moyes Không rõ vì lý do gì``."""
    after = last + 1
    return (
        last > first
        and not reader.is_syllable(first)
        and not reader.words[last].isascii()
        and after < len(reader.words)
        and not reader.is_next(after)
        and reader.words[after][0].isalpha()
    )


def _of_the_world(reader: Reader) -> list[Found]:
    """Foreign names that lists know and the model did not see between Vietnamese words."""
    tokens, lists, found = reader.tokens, lexicon(), []
    for at in tokens.capitals:
        if at in reader.passed or reader.goes_on(at) or not _is_foreign(reader, at):
            continue
        end = at + 1
        while reader.is_next(end) and _is_foreign(reader, end):
            end += 1
        key = tokens.key(at, end - 1)
        kind = lists.known.get(key)
        if kind is None and lists.places.get(key) in FIRM_PLACES:
            kind = EntityType.PLACE
        if kind is None and (
            tokens.keys[end - 1] in lists.family or tokens.keys[at] in lists.given
        ):
            kind = EntityType.PERSON
        if kind is not None:
            found.append(Found(at, end - 1, kind, "known name"))
    return found


def _is_foreign(reader: Reader, at: int) -> bool:
    word = reader.words[at]
    return len(word) > _SHORT and word.isalpha() and not reader.is_syllable(at)


def _is_half(reader: Reader, at: int) -> bool:
    """Whether what stands before ``at`` is the first half of a word: ``Tài`` of ``Tài chính``."""
    tokens = reader.tokens
    if tokens.capital[at] or tokens.starts[at] - tokens.ends[at - 1] != 1:
        return False
    return any(
        phrases.longest(reader.words, at - 1) > 1
        for phrases in (reader.lists.fields, reader.lists.titles, reader.lists.bodies)
    )
