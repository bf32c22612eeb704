"""The samples in docs/annotations.md are what culm writes."""

from __future__ import annotations

import re

from index.notes.exchange import (
    ArticleFacts,
    read_annotations,
    to_csv,
    to_documents,
    to_jsonld,
    to_readwise,
)
from tests.support.notes import ROOT, TEXT, VERSION

PAGE = (ROOT / "docs" / "annotations.md").read_text(encoding="utf-8")
FACTS = ArticleFacts(
    "seeds/000_18bc29cc9e25dd6e.txt",
    title="Party chief stresses consistency in principles",
    outlet="Vietnamplus",
    published="2023-12-19",
    url="https://news.example/2023/12/19/party-chief",
)


def samples(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def test_the_samples_are_what_is_written() -> None:
    (web,) = samples("json")
    ((incoming,), _) = read_annotations(web, "the page")
    one = incoming.own
    assert one is not None
    assert one.version == VERSION
    assert TEXT[one.start : one.end] == one.exact
    assert to_jsonld([one], lambda _: FACTS) == web
    (markdown,) = samples("markdown")
    assert to_documents([one], lambda _: FACTS)[0][1].rstrip("\n") == markdown.rstrip("\n")
    tables = [to_csv([one], lambda _: FACTS), to_readwise([one], lambda _: FACTS)]
    assert samples("csv") == [table.replace("\r\n", "\n") for table in tables]
