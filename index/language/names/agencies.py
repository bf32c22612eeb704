"""Picture agencies that a page has run together with the words beside them.

A caption is printed without a full stop and its credit without anything around it: "Queen
Elizabeth II PA", "Issei Kato / Reuters U.S. Forces officials". A name ends before such a credit,
and another one begins behind it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from index.language.model import EntityType, Mention

WHY = "picture agency"
_OWN = (
    r"(?: (?:Images?|Photos?|Pictures?|Media|Features|Wire|Stock Photo|Agency|Archive|Pool"
    r"|Entertainment|IMAGES|PHOTOS?|MEDIA))*"
)
_AGENCY = re.compile(
    r"(?:AFP|EPA|EFE|Reuters|REUTERS|Getty|GETTY|Shutterstock|SHUTTERSTOCK|Alamy|ALAMY|WireImage"
    r"|FilmMagic|NurPhoto|Anadolu|Xinhua|Barcroft|Splash News|Rex|REX|AP|PA|Press Association)"
    rf"{_OWN}(?!\w)"
)
# Other things as well, which end no caption but a long one; the others are agencies wherever
# they stand.
_ELSE_NAMES = frozenset({"Rex", "REX", "AP", "PA"})
_CAPTION = 5
# "/Getty Images", "/Toby Melville", "/Pool" behind an agency.
_WITH_IT = re.compile(r"(?: ?/ ?[A-Z][\w.'-]*(?: [A-Z][\w.'-]*){0,2}){1,4}")
_TAKER = re.compile(r"/[A-Z][a-z]+ [A-Z]")
_ENDS_NAME = re.compile(r"(?:\A|[\s(])[\"']?(?!(?:An?|The)\Z)[A-Z0-9]\S*(?<![,;:])\Z")
_BEGINS = re.compile(r"(?:\A|\n|[/|] ?)\Z")
# "Reuters Foundation" and "AP Poll" go on, "AFP Police made arrests" does not.
_GOES_ON = re.compile(
    r" (?!(?:Foundation|Health|Breakingviews|Stylebook|Institute|Editor|Reporter|Writer|Poll|Corp"
    r"|Inc|Ltd|LP|TV|Today|News|Graphics?|Staff|Fact|Board|Regulations?|Headquarters|Events?|Connect"
    r"|Correspondent|Exclusive|By|Center|Museum|Villa|Trust)\b)(?=[A-Z])"
)
_REACH = 40


def parted(folded: str) -> str:
    """``folded`` with a line end for the space between a picture agency and what is not its."""
    cuts: list[int] = []
    for credit in _AGENCY.finditer(folded):
        start, end = credit.span()
        if start and folded[start - 1].isalnum():
            continue
        if (
            folded[end : end + 1] == " "
            and credit[0] not in {"Rex", "REX", "PA"}
            and _BEGINS.search(folded, max(0, start - 2), start)
            and _GOES_ON.match(folded, end)
        ):
            cuts.append(end)
        elif start and folded[start - 1] == " " and _ends_caption(folded, credit):
            cuts.append(start - 1)
    if not cuts:
        return folded
    pieces: list[str] = []
    begin = 0
    for cut in cuts:
        pieces += (folded[begin:cut], "\n")
        begin = cut + 1
    return "".join(pieces) + folded[begin:]


def _ends_caption(folded: str, credit: re.Match[str]) -> bool:
    """Whether what stands before a credit ends there: a name, on a line without a full stop."""
    start, end = credit.span()
    if not _ENDS_NAME.search(folded, max(0, start - 1 - _REACH), start - 1):
        return False
    if with_it := _WITH_IT.match(folded, end):
        end = with_it.end()
    if folded[end : end + 1] not in ("", "\n"):
        return credit[0] not in _ELSE_NAMES and _TAKER.match(folded, credit.end()) is not None
    line = folded[folded.rfind("\n", 0, start) + 1 : start]
    return credit[0] not in _ELSE_NAMES or line.count(" ") >= _CAPTION - 1


def as_agencies(parted_text: str, text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """``mentions`` of ``text``, those of agencies that :func:`parted` set apart as bodies."""
    return [
        replace(mention, type=EntityType.ORG, why=WHY)
        if (found := _AGENCY.match(text, mention.start, mention.end))
        and found.end() == mention.end
        and parted_text[mention.start - 1 : mention.start] == "\n"
        and mention.start
        and text[mention.start - 1] == " "
        else mention
        for mention in mentions
    ]
