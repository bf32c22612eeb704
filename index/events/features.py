"""What an article's words, names, numbers and dates are worth for telling stories apart.

Every weight uses a fixed background of document counts (see
:mod:`index.events.background`), so that an article's features never depend on
which other articles are there.
"""

from __future__ import annotations

import heapq
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from functools import cache, lru_cache
from sys import intern

from index.article import Article, ZoneKind
from index.events.background import Background, background_of
from index.events.record import UNIT, StoryFeatures, Vector, vector
from index.events.wording import content_words
from index.language.fold import fold_case, match_key
from index.language.model import Analysis, EntityType, TimexType

MAX_WORDS = 100
_MAX_OTHERS = 60
_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*|\d+(?:[.,]\d+)*")
_PART = re.compile(r"[^\W_]+")
_YEAR = re.compile(r"\b(19[5-9]\d|20[0-3]\d)\b")
_NUMBER = re.compile(r"(?<![\w.,])\$?(\d+(?:[.,]\d+)*)(?:[ -]([a-z]+))?")
_MONTH_DAY = re.compile(r"^(?:\d{4}|XXXX)-(\d\d-\d\d)")
_NUMERIC_DAY = re.compile(r"\b(\d{1,2})[/-](\d{1,2})(?:[/-]\d{4})?\b")
_ADDRESS = re.compile(r"\b(?:https?://|www\.)\S{1,300}")
_CAPITALISED = re.compile(
    r"(?<![.!?:]\s)(?<!^)(?<![^\W_])[A-ZÀ-ỸĐ][^\W\d_]*(?:\s[A-ZÀ-ỸĐ][^\W\d_]*){0,6}", re.MULTILINE
)
_VIETNAMESE_LETTERS = frozenset("ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ")
# How fast a word's worth falls with its place: in words for words, in letters for names.
_WORD_FADE = 120.0
_NAME_FADE = 800.0
# In code points: the headline and the first sentences.
_OPENING = 700
# A text with fewer code points (blanks aside) that shares no word with its title is the
# outlet's own, not the news.
_STUB = 240
_MUTE = frozenset({ZoneKind.BOILERPLATE, ZoneKind.CREDIT, ZoneKind.HEADER})


def language_of(text: str, stated: str = "") -> str:
    """The two-letter language of a text; told by its letters where not stated."""
    if stated:
        return stated[:2].lower()
    sample = unicodedata.normalize("NFC", text[:4000]).lower()
    letters = sum(char.isalpha() for char in sample) or 1
    return "vi" if sum(c in _VIETNAMESE_LETTERS for c in sample) / letters > 0.08 else "en"


def story_features(article: Article, analysis: Analysis) -> StoryFeatures:
    """The features of an article, from its text and the names and dates found in it."""
    text = _without_mute(article)
    if _is_stub(article, text):
        text, analysis = "", Analysis((), (), ())
    if article.title_stated and article.title and article.title[:40] not in text[:400]:
        text = f"{article.title}\n{text}"
    language = language_of(text, article.language)
    background = background_of(language)
    # In Vietnamese the accents carry the word; elsewhere they do not matter.
    low = _plain(text, language)
    words, first = _content(low, background)
    names, places, people, where = _names(text, language, analysis, article.text, background)
    numbers, counted = _numbers(low, background)
    return StoryFeatures(
        language=language,
        words=_unit(
            {
                word: _weight(count) * worth * (1 + math.exp(-first[word] / _WORD_FADE))
                for (word, count), worth in zip(
                    words.items(), background.idfs("words", words), strict=True
                )
            },
            MAX_WORDS,
        ),
        names=_weighed(names, "names", background),
        lead_names=_unit(
            {
                name: _weight(count) * worth * math.exp(-where[name] / _NAME_FADE)
                for (name, count), worth in zip(
                    names.items(), background.idfs("names", names), strict=True
                )
            },
            _MAX_OTHERS,
        ),
        people=_shares(people),
        places=_weighed(places, "places", background),
        numbers=_weighed(numbers, "numbers", background),
        counted=_weighed(counted, "counted", background),
        opening=opening_words(text),
        days=_days(text, language, analysis),
        years=_years(article, low, language),
        size=max(1, words.total()),
    )


def _is_stub(article: Article, text: str) -> bool:
    """Whether ``text``, the title aside, is nothing but an outlet's standing words."""
    headlines = (zone for zone in article.zones if zone.kind is ZoneKind.HEADLINE)
    body = text[max((zone.end for zone in headlines), default=0) :]
    if not article.title_stated or sum(map(len, body.split(None, _STUB))) >= _STUB:
        return False
    told = content_words(fold_case(article.title))
    return bool(told) and told.isdisjoint(content_words(fold_case(body)))


def opening_words(text: str) -> tuple[str, ...]:
    """The folded content words of the first part of a text."""
    return tuple(sorted(content_words(fold_case(text.lstrip()[:_OPENING]))))


@lru_cache(maxsize=2_048)
def headline_worth(title: str, language: str) -> Mapping[str, int]:
    """The content words of a headline, each with what it is worth in 1/10,000."""
    background = background_of(language)
    words, _ = _content(_plain(title, language), background)
    return {intern(word): round(UNIT * background.idf("words", word)) for word in words}


def document_terms(article: Article, analysis: Analysis) -> dict[str, frozenset[str]]:
    """The terms of an article by kind, as the background counts them."""
    text = _without_mute(article)
    language = language_of(text, article.language)
    background = background_of(language)
    low = _plain(text, language)
    names, places, _, _ = _names(text, language, analysis, article.text, background)
    numbers, counted = _numbers(low, background)
    words, _ = _content(low, background)
    found = {"words": words, "names": names, "places": places, "numbers": numbers}
    return {kind: frozenset(terms) for kind, terms in {**found, "counted": counted}.items()}


def _without_mute(article: Article) -> str:
    """The text with blanks in place of what says nothing of the news; offsets hold."""
    text = article.text
    for zone in article.zones:
        if zone.kind in _MUTE:
            text = text[: zone.start] + " " * (zone.end - zone.start) + text[zone.end :]
    return text


def _plain(text: str, language: str) -> str:
    """The text in lower case with blanks in place of addresses; offsets hold."""
    low = fold_case(text) if language != "vi" else "".join(_lower(char) for char in text)
    if "http" not in low and "www." not in low:
        return low
    return _ADDRESS.sub(lambda match: " " * len(match[0]), low)


def _lower(char: str) -> str:
    lowered = char.lower()
    return lowered if len(lowered) == 1 else char


def _content(low: str, background: Background) -> tuple[Counter[str], dict[str, int]]:
    """How often each content word is there, and as which word of the text it first comes."""
    written = _WORD.findall(low)
    # The last value given to a key stays, so going backwards leaves the first place.
    places = dict(zip(reversed(written), range(len(written) - 1, -1, -1), strict=True))
    words, first = Counter[str](), dict[str, int]()
    stop = background.stop
    for form, count in Counter(written).items():
        word = form.removesuffix("'s")
        if word in first:
            words[word] += count
            first[word] = min(first[word], places[form])
        elif len(word) > 1 and word not in stop:
            words[word], first[word] = count, places[form]
    return words, first


@lru_cache(maxsize=8192)
def _key(name: str) -> str:
    return match_key(name)


def _names(
    text: str, language: str, analysis: Analysis, original: str, background: Background
) -> tuple[Counter[str], Counter[str], Counter[str], dict[str, int]]:
    """Words of names, places, people, and where each word of a name first stands."""
    names, places, people = Counter[str](), Counter[str](), Counter[str]()
    where: dict[str, int] = {}
    found: list[tuple[int, str, EntityType]] = []
    if language == "en":
        for mention in analysis.mentions:
            key = _key(original[mention.start : mention.end])
            found.append((mention.start, key, mention.type))
    else:
        for match in _CAPITALISED.finditer(text):
            found.append((match.start(), match[0].lower(), EntityType.PERSON))
    for start, key, kind in found:
        if not key:
            continue
        if kind is EntityType.PERSON:
            people[key.split()[-1] if language == "en" else key] += 1
        elif kind is EntityType.PLACE:
            places[key] += 1
        for part in _PART.findall(key):
            if len(part) > 1 and part not in background.stop:
                names[part] += 1
                where.setdefault(part, start)
    return names, places, people, where


def _numbers(low: str, background: Background) -> tuple[Counter[str], Counter[str]]:
    """Numbers of two digits and more, and numbers with the word they count."""
    numbers, counted = Counter[str](), Counter[str]()
    for match in _NUMBER.finditer(low):
        value = match[1].replace(",", "")
        if len(value) > 14 or (len(value) == 4 and value[:2] in ("19", "20")):
            continue
        if len(value) > 1:
            numbers[value] += 1
        if match[2] and match[2] not in background.stop:
            counted[f"{value} {match[2]}"] += 1
    return numbers, counted


def _days(text: str, language: str, analysis: Analysis) -> tuple[str, ...]:
    """Days of the year that the article names, as ``12-19``."""
    if language == "vi":
        pairs = ((int(m[2]), int(m[1])) for m in _NUMERIC_DAY.finditer(text))
        found = {f"{month:02}-{day:02}" for month, day in pairs if month <= 12 and day <= 31}
    else:
        found = {
            match[1]
            for timex in analysis.timexes
            if timex.type in (TimexType.DATE, TimexType.TIME)
            and (match := _MONTH_DAY.match(timex.value))
        }
    return tuple(sorted(found))


def _years(article: Article, low: str, language: str) -> tuple[str, ...]:
    """Years that are written out; a head tells nothing of the news but often the year."""
    found = set(_YEAR.findall(low))
    for zone in article.zones:
        if zone.kind is ZoneKind.HEADER:
            found.update(_YEAR.findall(_plain(article.text[zone.start : zone.end], language)))
    return tuple(sorted(found))


def _weighed(counts: Mapping[str, int], kind: str, background: Background) -> Vector:
    worths = background.idfs(kind, counts)
    return _unit(
        {
            term: _weight(count) * worth
            for (term, count), worth in zip(counts.items(), worths, strict=True)
        },
        _MAX_OTHERS,
    )


@cache
def _weight(count: int) -> float:
    """What it counts that something is there so often."""
    return 1 + math.log(count)


def _unit(weights: Mapping[str, float], cap: int) -> Vector:
    best = sorted(zip(weights.values(), weights, strict=True), reverse=True)[:cap]
    norm = math.sqrt(sum([weight * weight for weight, _ in best])) or 1.0
    return vector({term: weight / norm for weight, term in best})


def _shares(counts: Counter[str]) -> Vector:
    total = counts.total() or 1
    best = heapq.nlargest(_MAX_OTHERS, counts.items(), key=lambda item: (item[1], item[0]))
    return vector({term: count / total for term, count in best})
