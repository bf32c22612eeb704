"""The annotations whose exports are shown in ``docs/samples``.

python -m tests.support.samples      writes them again, after the formats have changed
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from index.article import version_of
from index.notes.exchange import (
    ArticleFacts,
    file_name,
    sealed,
    to_csv,
    to_document,
    to_documents,
    to_jsonld,
    to_readwise,
)
from index.notes.model import Annotation, Colour, Past
from tests.support.notes import ROOT, TEXTS

FOLDER = ROOT / "docs" / "samples"
FACTS = {
    facts.key: facts
    for facts in (
        ArticleFacts(
            "seeds/000_18bc29cc9e25dd6e.txt",
            title="Party chief stresses consistency in principles",
            outlet="Vietnamplus",
            published="2023-12-19",
            url="https://news.example/2023/12/19/party-chief",
            language="en",
            tags=("diplomacy",),
        ),
        ArticleFacts(
            "seeds/001_ad5135ff238fdd63.txt",
            title="Party chief calls for “bamboo diplomacy”",
            authors=("Nguyễn Văn A", "Trần B"),
            outlet="Viet Nam News",
            agency="VNS",
            published="2023-12-19/2023-12-23",
        ),
    )
}
_MADE = datetime(2024, 5, 1, 12, 30, 15, 123456, tzinfo=UTC)
_MARKED: tuple[tuple[int, str, Colour, str, tuple[str, ...]], ...] = (
    (0, "“bamboo diplomacy” concept", Colour.GREEN,
     "Same image as in the *2021* speech?", ("Hà Nội", "style")),
    (0, "national independence", Colour.YELLOW, "", ()),
    (1, "bamboo diplomacy", Colour.PINK,
     "=SUM(1) in a sheet?\n\n- compare with the other article\n- <b>who</b> coined it", ("q&a",)),
)  # fmt: skip


def annotations() -> list[Annotation]:
    """Three marks in two of the sample articles, always the same."""
    found = []
    for number, (place, words, colour, note, tags) in enumerate(_MARKED):
        text, key = TEXTS[place], list(FACTS)[place]
        start = text.index(words)
        end, made = start + len(words), _MADE + timedelta(minutes=number)
        found.append(
            Annotation(
                id=f"018f3c5e-7a10-7c3e-9d41-5f0e6b7a2c{0x19 + number:02x}",
                article=key,
                version=version_of(text),
                start=start,
                end=end,
                exact=words,
                prefix=text[max(0, start - 64) : start],
                suffix=text[end : end + 64],
                colour=colour,
                note=note,
                tags=tags,
                created=made,
                modified=made + timedelta(days=number),
                revision=1 + number,
            )
        )
    return found


def pasts() -> dict[Annotation, Past]:
    """When the marks were changed before the last time."""
    return {
        one: Past(tuple(one.created + timedelta(hours=hour) for hour in range(one.revision - 1)))
        for one in annotations()
    }


def exports() -> dict[str, str]:
    """What each file of the samples holds, by name."""
    marks = annotations()
    single = {
        file_name(facts): sealed(document)
        for facts, document in to_documents(marks, FACTS.__getitem__)
    }
    return single | {
        "annotations.md": to_document(marks, FACTS.__getitem__),
        "annotations.jsonld": to_jsonld(marks, FACTS.__getitem__, pasts=pasts()),
        "annotations.csv": to_csv(marks, FACTS.__getitem__),
        "readwise.csv": to_readwise(marks, FACTS.__getitem__),
    }


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for name, text in exports().items():
        Path(FOLDER / name).write_bytes(text.encode("utf-8"))


if __name__ == "__main__":
    main()
