"""Whether an article is somebody's opinion rather than a report.

An outlet says so itself: by the section of its address, by its own name, by a
label or a byline over the text, by a disclaimer under it. A headline says so by
its form: it speaks to its readers or of "us", or tells what ought to be done
without telling who says it. Where nothing says so, the manner of the text may
(:mod:`index.events.manner`).
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from index.article import Article
from index.events.headline_verbs import STATEMENT, TOLD_BY
from index.events.lexicon import VERBS
from index.events.manner import argues
from index.language.fold import fold_case

_LABEL = r"(?:analysis/)?(?:opinions?|editorials?|commentary|op-?ed|guest column)"
_SECTION = re.compile(
    r"(?:opinions?|editorials?|commentary|comment|op-?eds?|columnists?|columns?|commentisfree)\Z"
)
_OUTLET = re.compile(r"\b(?:opinions?|editorials?|op-?ed|commentary|guest (?:writer|columnist))\b")
_OVER_THE_TEXT = re.compile(
    rf"^\W{{0,4}}(?:{_LABEL}\s?(?:[:|]|$)"
    r"|(?:the\s)?editorial board\s?$|opinion (?:contributor|columnist|writer|editor)\b)",
    re.MULTILINE,
)
_BESIDE_THE_TITLE = re.compile(rf"\A{_LABEL}\s?[:|-]|\s?[:|]\s?(?:{_LABEL}|column)\Z")
_DISCLAIMER = re.compile(
    r"\b(?:opinions|views)\s(?:and\s\w{1,12}\s)?(?:that\sare\s)?expressed\s(?:in\sthis|by|here)"
)
_TOP, _ENDS = 400, 1500
_QUOTED = re.compile(r"[\"“][^\"“”]{0,200}[\"”]|(?<!\w)['‘][^'‘’]{0,200}['’](?!\w)")
_TO_READERS = re.compile(
    r"\A(?:don't|do not|stop|let's|let us|please|forget|remember|beware|blame"
    r"|(?:it's |it is )?time (?:to|for))\b"
    r"|\b(?:our|your(?! guide)|(?:we|you)(?! (?:know|need to know|should know|can expect))\b)"
)
_CALLS_ON = re.compile(r"\A(?:don't|do not|let's|let us|please)\b")
_OUGHT = re.compile(
    r"\b(?:should|must|ought to|needs? to(?! know)|(?:is|are) (?:\w{1,12} )?needed)\b"
)
_SOMEBODY = re.compile(r":\s|\s[-|]\s|,\s[^,]{3,40}\Z|\breports?\b|\bpoll\b")
_WORD = re.compile(r"[a-z]+(?:['-][a-z]+)*")


def is_opinion(article: Article) -> bool:
    """Whether an article is somebody's opinion, as it says itself or as its manner tells."""
    title = fold_case(article.title[:300]).strip()
    if says_opinion(article) or (article.title_stated and urges(title)):
        return True
    # That somebody says something is news, however much of it is told in his own words.
    said = any(TOLD_BY.get(word) == STATEMENT for word in _WORD.findall(title)[1:])
    return not said and argues(article.text, article.zones)


def says_opinion(article: Article) -> bool:
    """Whether its outlet, its address, a label or a disclaimer tells an article to be opinion."""
    if _OUTLET.search(fold_case(article.outlet)) or _in_section(article.url):
        return True
    title = fold_case(article.title[:300]).strip()
    if _BESIDE_THE_TITLE.search(title):
        return True
    text = article.text
    if _OVER_THE_TEXT.search(fold_case(text[:_TOP])):
        return True
    ends = text[:_ENDS] if len(text) <= _ENDS else f"{text[:_ENDS]}\n{text[-_ENDS:]}"
    return _DISCLAIMER.search(fold_case(ends)) is not None


def urges(headline: str) -> bool:
    """Whether a headline, folded and in lower case, speaks to its readers or says what ought to be.

    What somebody is told to say is news: "Senate must vote, McConnell says".
    """
    said = _QUOTED.sub(" ", headline)
    if _SOMEBODY.search(said):
        return False
    if not (_TO_READERS.search(said) or _OUGHT.search(said)):
        return False
    if _CALLS_ON.match(said):
        return True
    told = (word in TOLD_BY or word in VERBS for word in _WORD.findall(_OUGHT.sub(" ", said)))
    return not any(told)


def _in_section(url: str) -> bool:
    try:
        parts = urlsplit(url.lower())
    except ValueError:
        return False
    host = (parts.hostname or "").split(".")
    return any(_SECTION.match(part) for part in (*host[:1], *parts.path.split("/")))
