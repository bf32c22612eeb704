"""What a news text carries besides its story: captions, credits, boilerplate.

Each question is asked of one paragraph at a time and answered by tables of
patterns. The patterns are anchored or bounded, so that none of them takes more
than linear time on any input.
"""

from __future__ import annotations

import re

from msgspec import Struct

from index.article import Span, ZoneKind
from index.language.fold import fold_case
from index.readers.layout import Paragraph, first_sentence_end
from index.readers.outlets import NOBODY, Publisher, publisher
from index.readers.prompts import is_prompt


class Credit(Struct, frozen=True):
    """Who is named as source or author; ``span`` is where."""

    span: Span
    publisher: Publisher = NOBODY
    authors: tuple[str, ...] = ()


# ---------------------------------------------------------------- boilerplate

_LABELS = re.compile(
    r"""(?:
      (?:related|similar|other|more|latest|recommended|popular|most\ read|trending)
      \ (?:news|stor(?:y|ies)|articles?|content|topics?|links?|coverage|posts?|reading|videos?)
      (?:\ from\ .{1,40})?
    | related | read\ (?:more|also|next|on) | see\ also | more\ on\ this(?:\ story)?
    | you\ may\ also\ like
    | (?:leave|post|add|write)\ a\ (?:comment|reply) | no\ comments?
    | comments?(?:\ \(?\d{1,6}\)?)?
    | \d{1,6}\ comments? | view\ comments | comments?\ closed
    | sources? | tags? | topics? | share(?:\ (?:this|on|with)\b.{0,40})?
    | tweet | print(?:\ this)? | e-?mail
    | facebook | twitter | whatsapp | linkedin | copy\ link | save | bookmark
    | advertise?ment | advertising | sponsored(?:\ content)? | promoted | ad
    | (?:story|article)\ continue[sd]\ below.{0,40} | continue\ reading(?:\ .{1,40})?
    | loading\W* | close | photos? | video | gallery | slideshow | \d{1,3}\ photos | caption
    | play\ video
    | media\ playback\ is\ .{1,60} | skip\ (?:to|past)\ .{1,40} | back\ to\ top
    | home | menu | search
    | tin\ (?:lien\ quan|cung\ chuyen\ muc|khac|moi) | binh\ luan(?:\ \(?\d{1,6}\)?)?
    | nguon | xem\ them | doc\ them | chia\ se | tu\ khoa | theo\ doi
    | y\ kien(?:\ ban\ doc)?(?:\ \(\d{1,6}\))?
    | (?:a\ )?lire\ aussi | lea\ tambien | mas\ informacion | leia\ (?:mais|tambem)
    | lesen\ sie\ auch | mehr\ zum\ thema | leggi\ anche | baca\ juga
    | [_*#=~\-–—•·.]{2,80} | (?:\*\ ){2,9}\* | -?\s?(?:30|ends)\s?-?
    )\s*:?""",
    re.IGNORECASE | re.VERBOSE,
)

_OPENINGS = re.compile(
    r"""(?:
      follow\ (?:us|me|him|her|them|@\w|\w+\ (?:\w+\ ){0,3}on\ (?:twitter|facebook|instagram|x)\b)
    | like\ us\ on | (?:©|copyright\b|\(c\)\ ?\d{4}) | all\ rights\ reserved
    | sign\ up\ (?:for|to|now|here|today) | subscribe\ (?:to|now|here|today) | click\ here
    | get\ (?:the|our|all\ the)\ latest | download\ (?:our|the)\ .{0,30}app
    | have\ you\ been\ affected | join\ the\ (?:conversation|discussion)
    | read\ (?:or\ share\ this\ story|more|also|next|full\ story|the\ full)\b.{0,12}: | more\ ?:
    | (?:related|see\ also|watch|also\ read|also\ on|don['’]t\ miss|explore\ more)\ ?:
    | send\ (?:us\ )?(?:your\ )?(?:tips|news) | e-?mail\ us | contact\ us | write\ to\ us
    | this\ material\ may\ not\ be
    | this\ (?:story|article)\ (?:was\ )?(?:originally|first)\ (?:appeared|published)
    | support\ our\ journalism | thank\ you\ for\ (?:reading|subscribing)
    | click\ vao | xem\ them\ ?: | doc\ them\ ?: | moi\ (?:quy\ )?(?:doc|ban)\b
    )""",
    re.IGNORECASE | re.VERBOSE,
)
# Who wrote it, and that the opinions are the writer's own.
_DISCLAIMER = re.compile(
    r"\b(?:opinions|views)\s(?:and\s\w{1,12}\s)?(?:that\sare\s)?expressed\s(?:in\sthis|by|here)"
)
_LONGEST_DISCLAIMER = 90  # words
_INVITATION = re.compile(r"\b(?:sign up|subscribe|register|click) here\b")
_LONGEST_INVITATION = 30  # words
_LONGEST_OPENING = 45  # words; beyond it, a paragraph that begins so tells something

_LIST_LABEL = re.compile(
    r"(?:related|other|more|latest|recommended|popular|most read|trending|read (?:more|also|next)"
    r"|see also|you may also like|tin (?:lien quan|cung chuyen muc|khac|moi)|xem them)\b",
    re.IGNORECASE,
)


def is_boilerplate(paragraph: Paragraph) -> bool:
    """Whether the whole paragraph belongs to the page, not to the story."""
    folded = fold_case(paragraph.text[:600])
    if len(paragraph.text) <= 120 and _is_labels(folded):
        return True
    if _OPENINGS.match(folded):
        return paragraph.words <= _LONGEST_OPENING
    if _INVITATION.search(folded) is not None and paragraph.words <= _LONGEST_INVITATION:
        return True
    if paragraph.words <= _LONGEST_DISCLAIMER and _DISCLAIMER.search(folded) is not None:
        return True
    return is_prompt(folded, paragraph.words)


def _is_labels(text: str) -> bool:
    """Whether ``text`` is a label or a few in a row ("Advertisement Continue reading")."""
    if _LABELS.fullmatch(text):
        return True
    for _ in range(4):
        label = _LABELS.match(text)
        rest = text[label.end() :] if label else text
        if label is None or (label[0][-1:].isalnum() and rest[:1].isalnum()):
            return False
        text = rest.strip(" |·•-")
        if not text:
            return True
    return False


def opens_a_list_of_links(paragraph: Paragraph) -> bool:
    """Whether titles of other articles are to be expected after it."""
    return len(paragraph.text) <= 60 and _LIST_LABEL.match(fold_case(paragraph.text)) is not None


# ---------------------------------------------------------------- captions

_PICTURE = (
    r"(?:file\s+)?(?:photo(?:graph)?s?|pictures?|images?|pics?|illustrations?|graphics?|video"
    r"|screen(?:grab|shot)|courtesy|[aả]nh|h[iì]nh(?:\s+[aả]nh)?|fotos?|foto(?:grafía)?|crédit|bild)"
)
_PICTURE_AGENCY = (
    r"(?:AP|AFP|Reuters|REUTERS|EPA|EPA-EFE|Getty(?:\s+Images)?|Xinhua|VNA|TTXVN|Shutterstock"
    r"|Bloomberg|Alamy|iStock|Yonhap|Kyodo|TASS|Sputnik|ANSA|dpa|PTI|Antara|Anadolu|Rex|SIPA|UPI"
    r"|Corbis|handout|Handout|HANDOUT|Flickr)"
)
_CREDIT_IN_BRACKETS = re.compile(
    rf"[(\[]\s*(?:(?i:{_PICTURE})\b[^()\[\]\n]{{0,120}}"
    rf"|AP\s+Photo\b[^()\[\]\n]{{0,100}}"
    rf"|[^()\[\]\n]{{1,80}}(?:/|\bvia\s|\bfor\s){_PICTURE_AGENCY}\b[^()\[\]\n]{{0,60}}"
    rf"|{_PICTURE_AGENCY}/[^()\[\]\n]{{1,60}}"
    rf")[)\]]\.?"
)
_CREDIT_AT_END = re.compile(
    rf"(?:\b(?i:{_PICTURE})(?i:\s+(?:by|credits?|courtesy(?:\s+of)?))?\s*:\s*[^.:\n]{{2,60}}"
    rf"|\b(?:Photo|Photograph|Picture|Image)s?\s+(?:by|courtesy\s+of)\s+[^.:\n]{{2,60}}"
    rf"|\b(?:REUTERS|AFP|EPA|AP)/[^\s.][^.\n]{{1,60}}"
    rf"|[^\s./]{{1,40}}/(?:AFP|AP|EPA|Getty|Reuters)(?:\s+(?:via\s+)?[A-Z]\w+){{0,4}}"
    rf"|\bGetty\s+Images|\bAP\s+Photo(?:/[^.\n]{{1,40}})?)\.?$"
)
# One of these is in every credit at a paragraph's end; looking for them is quick.
_SIGNS_OF_CREDIT = ("/", ":", "hoto", "icture", "mage", "Getty")
_CAPTION_OPENING = re.compile(
    r"(?:FILE(?:\s+PHOTO)?\s*(?:[-–—:]|\()|File\s+(?:photo|picture|image)\b"
    r"|Image\s+(?:copyright|caption|source)\b|Media\s+caption\b|Enlarge\s+this\s+image"
    r"|(?:Pictured|Photo|Photos|Picture|[AẢ]nh|Caption|Ch[uú]\s+th[ií]ch(?:\s+[aả]nh)?)\s*:)",
)
_LONGEST_CAPTION = 110  # words
_CAPTION_BEFORE_STORY = 60  # words


def caption_span(paragraph: Paragraph) -> Span | None:
    """The caption in ``paragraph``: all of it, or what a picture credit closes."""
    text = paragraph.text
    bracketed = _CREDIT_IN_BRACKETS.finditer(text) if "(" in text or "[" in text else ()
    for credit in bracketed:
        rest = text[credit.end() :].strip(" |")
        before = text[: credit.start()]
        if not rest:
            return _caption_closed(paragraph, before)
        if len(before.split()) <= _CAPTION_BEFORE_STORY:
            return Span(paragraph.start, paragraph.start + credit.end())
    if paragraph.words > _LONGEST_CAPTION:
        return None
    if _CAPTION_OPENING.match(text):
        return paragraph.span
    tail = max(0, len(text) - 160)
    if not any(text.find(sign, tail) >= 0 for sign in _SIGNS_OF_CREDIT):
        return None
    if credit_at_end := _CREDIT_AT_END.search(text, tail):
        return _caption_closed(paragraph, text[: credit_at_end.start()])
    return None


def _caption_closed(paragraph: Paragraph, before: str) -> Span:
    """A credit ends the paragraph: its caption is all, or the last sentence of a long one."""
    if len(before.split()) <= _LONGEST_CAPTION:
        return paragraph.span
    start = 0
    while (step := first_sentence_end(before[start:])) < len(before) - start:
        start += step
    start += len(before[start:]) - len(before[start:].lstrip())
    return Span(paragraph.start + start, paragraph.end)


_REPEAT_MARK = re.compile(
    r"\s*[-–—:|]?\s*(?:[aả]nh|h[iì]nh|photos?|images?|pictures?|foto|bild|video)\s*\d{0,3}",
    re.IGNORECASE,
)


def is_caption_after_title(paragraph: Paragraph, title: str) -> bool:
    """Whether it repeats the title as pages do in a picture's text ("… - photo 1…")."""
    text = paragraph.text
    return bool(title) and text.startswith(title) and bool(_REPEAT_MARK.match(text, len(title)))


# ---------------------------------------------------------------- table debris

_QUOTE_MARKS = '“"«„‟「『‘'


def table_cell_kind(paragraph: Paragraph) -> ZoneKind | None:
    """What a paragraph between the bars of a one-cell table is; ``None`` for other text."""
    text = paragraph.text
    opened, closed = text.startswith("|"), text.endswith("|")
    inner = text.strip("| ")
    if not (opened or closed) or "|" in inner or not inner:
        return ZoneKind.BOILERPLATE if opened and not inner else None
    if inner[0] in _QUOTE_MARKS:
        return ZoneKind.QUOTE
    if not opened:
        return None
    return ZoneKind.CAPTION if len(inner.split()) <= _LONGEST_CAPTION else ZoneKind.QUOTE


# ---------------------------------------------------------------- credits

_NAME_WORD = r"(?:[^\W\d_a-z][\w.'’\-]{0,30}|de|la|van|von|bin|al|el|da|dos|del|der|di|ter)"
_NAMES = rf"{_NAME_WORD}(?:\s+{_NAME_WORD}){{0,4}}"
_BYLINE = re.compile(
    rf"(?:(?i:(?:written|story|reported|compiled|translated)\s+by|by)|B[oở]i|Por|Oleh|Von|Par)\s*:?\s+"
    rf"(?P<names>{_NAMES}(?:(?:\s*,\s*|\s+(?:and|&|v[aà]|y|et|und|dan)\s+){_NAMES}){{0,5}}?)"
    rf"(?:\s+in\s+(?P<place>{_NAMES}))?"
    rf"(?:\s*(?:[,|•·/–—-]|\s(?:of|for))\s*(?P<rest>[^\n]{{0,60}}))?"
)
_NAME_SEPARATOR = re.compile(r"\s*,\s*|\s+(?:and|&|v[aà]|y|et|und|dan)\s+")

_CREDIT_SENTENCE = re.compile(
    r"""\(?\s*(?:(?:additional|further)\ )?
      (?:reporting|report|editing|writing|edited|compiled|written|translated
        |photos?|photography|video|graphics?|production)
      (?:\ (?:and|,)\ \w{1,20})?\ (?:by|credits?|from|courtesy)\b.{0,400}
    | .{2,160}\ contributed\ (?:to\ this|reporting|to\ the|from)\b.{0,80}
    | with\ (?:files?|reports?|reporting|inputs?|additional\ reporting|agenc(?:y|ies)|a\ report)
      \b.{0,120}
    | \(?with\ (?:agency\ )?inputs?\b.{0,60} | (?:agencies|agency\ report|wire\ reports?)
    | photo\ credits?\ ?:.{0,100}""",
    re.IGNORECASE | re.VERBOSE,
)
_NAMED_SOURCE = re.compile(
    r"(?:source|ngu[oồ]n|via|courtesy|fuente|fonte|quelle|sumber|theo)\s*:?\s+(?P<name>[^.:;!?\n]{2,50})\.?",
    re.IGNORECASE,
)
_REPORTED_BY = re.compile(
    rf"\b[Rr]eporting\s+by\s+(?P<names>{_NAMES}(?:(?:\s*,\s*|\s+and\s+){_NAMES}){{0,7}})"
)
_TAIL = re.compile(
    r"""\s*(?P<credit>
        (?:\./\.?|(?<!\w)(?:[—–/]|--?))\s*(?P<name>[^—–\n.;:!?]{2,40})
      | \((?P<bracketed>[^()\n]{2,40})\)
      | \./\.
    )\s*\.?$""",
    re.VERBOSE,
)


def byline(paragraph: Paragraph) -> Credit | None:
    """The credit when the paragraph is a line such as ``By Jane Roe in Hanoi, Reuters``."""
    if paragraph.words > 25:
        return None
    match = _BYLINE.fullmatch(paragraph.text)
    if match is None:
        return None
    names = [name.strip(" .") for name in _NAME_SEPARATOR.split(match["names"])]
    signed = publisher((match["rest"] or "").strip(" .|"))
    house = [found for name in names if (found := publisher(name))]
    authors = tuple(name for name in names if name and not publisher(name))
    return Credit(paragraph.span, signed or (house[0] if house else Publisher()), authors)


def credit(paragraph: Paragraph) -> Credit | None:
    """The credit when the whole paragraph is one: sources, agencies, who reported."""
    text = paragraph.text
    bare = text.strip(" —–-/()[].|*")
    if len(bare) <= 80 and (signed := _publishers_joined(bare)):
        return Credit(paragraph.span, signed)
    if len(text) <= 80 and (named := _NAMED_SOURCE.fullmatch(text)):
        return _from_source(paragraph, named["name"].strip())
    if paragraph.words <= 70 and _CREDIT_SENTENCE.fullmatch(text):
        reported = _REPORTED_BY.search(text)
        names = _NAME_SEPARATOR.split(reported["names"]) if reported else []
        return Credit(paragraph.span, authors=tuple(name for name in names if name))
    return None


def _from_source(paragraph: Paragraph, name: str) -> Credit | None:
    known = _publishers_joined(name)
    if known is None and not name[0].isupper():
        return None
    return Credit(paragraph.span, known or Publisher(outlet=name))


def _publishers_joined(names: str) -> Publisher | None:
    """Known publishers, one or several joined as in ``AP - AFP`` or ``VNA/VNP``."""
    if whole := publisher(names):
        return whole
    parts = [part for part in re.split(r"\s*[/|,+]\s*|\s+[-–—]\s+", names) if part]
    if not 2 <= len(parts) <= 4:
        return None
    found = [known for part in parts if (known := publisher(part))]
    if len(found) < len(parts):
        return None
    outlet = next((known.outlet for known in found if known.outlet), "")
    agency = next((known.agency for known in found if known.agency), "")
    return Publisher(outlet, agency)


def closing_credit(paragraph: Paragraph) -> Credit | None:
    """The mark that ends a text after its last sentence: ``— VNS``, ``(AP)``, ``./.``"""
    match = _TAIL.search(paragraph.text, max(0, len(paragraph.text) - 60))
    if match is None:
        return None
    span = Span(paragraph.start + match.start("credit"), paragraph.end)
    name = match["name"] or match["bracketed"]
    if name is None:
        return Credit(span)
    signed = _publishers_joined(name.strip())
    return Credit(span, signed) if signed else None
