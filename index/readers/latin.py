"""Which code page a text in Latin letters is kept in.

The code pages of Western, Central European, Baltic and Turkish texts put
different letters at the same bytes: 0xE8 is è in one and č in another. What
tells them apart is the language: its accented letters are few and all of them
known, and its commonest words are ASCII, whichever page was used.
"""

from __future__ import annotations

import re
from collections import Counter

from msgspec import Struct

_WESTERN, _CENTRAL, _ISO_CENTRAL = "cp1252", "cp1250", "iso8859_2"
_BALTIC, _TURKISH = "cp1257", "cp1254"

LATIN_PAGES = frozenset((_WESTERN, _CENTRAL, _ISO_CENTRAL, _BALTIC, _TURKISH))


class _Language(Struct, frozen=True):
    """The letters beyond ASCII and the commonest words of a language, and its code pages."""

    letters: frozenset[str]
    words: frozenset[str]
    pages: tuple[str, ...]


# Code pages: letters beyond ASCII | words. The first to fit as well as any is taken.
_TABLE = (
    ((_WESTERN,), """
à â æ ç è é ê ë î ï ô œ ù û ü ÿ | le la les de des du et en un une que qui dans pour sur est par il
á é í ó ú ü ñ ¿ ¡ ª º ç | el la los de del y en un una que se por con para es su al las
á à â ã ç é ê í ó ô õ ú ü ª º | o a os as de do da e em um uma que se por com para no na dos
ä ö ü ß é | der die das und in den von zu mit ist im nicht ein eine dem des auf er
à è é ì í î ò ó ù ª º | il la di e che in un una per del della con non i le si sono ha al
å ä ö é ü | och i att det som en av den med till har de inte om ett han var
å æ ø é ö ü | og i at det som en af av den med til har de ikke om et er han var
á ä é ë ï í ó ö ü è | de het een van en in is dat op te voor met zijn niet aan er
ä ö å | ja on ei se oli että hän joka mutta kun mukaan myös sekä ovat
á ð é í ó ú ý þ æ ö | og er sem til um en var hann hefur ekki með frá
à ç è é í ï ò ó ú ü · | el la els de i en un una que per amb del al les és no
"""),
    ((_CENTRAL, _ISO_CENTRAL), """
ą ć ę ł ń ó ś ź ż | w i z na do nie jest o od za przez po dla oraz jak ale co to by
á č ď é ě í ň ó ř š ť ú ů ý ž | a v se na je to z s o do za ve by pro po jsou od ale jako
á ä č ď é í ĺ ľ ň ó ô ŕ š ť ú ý ž | a v sa na je to z s o do za vo by pre po od ale ako
á é í ó ö ő ú ü ű | a az hogy egy is nem volt meg ez azt el van csak mint vagy
č ć đ š ž | i u je na se da za od su s o koji ne ali kao po iz bi
č š ž | in v je na se da za so ki z ne po pa tudi od bi ko
â ă î ş ţ | de a la nu o un din cu care pe pentru este mai au fost
"""),
    ((_BALTIC,), """
ą č ę ė į š ų ū ž | ir kad yra su bet tai dar apie per buvo kaip po
ā č ē ģ ī ķ ļ ņ š ū ž | un ir ka no par uz ar bet tas kas pie arī
ä õ ö ü š ž | ja on ei et see oli kui ning aga ka mis
"""),
    ((_TURKISH,), """
ç ğ ı i̇ ö ş ü â î | ve bir bu da de ile olarak olan daha en gibi ama sonra
"""),
)  # fmt: skip


def _languages() -> tuple[_Language, ...]:
    return tuple(
        _Language(frozenset("".join(letters.split())), frozenset(words.split()), pages)
        for pages, lines in _TABLE
        for letters, _, words in (line.partition(" | ") for line in lines.strip().splitlines())
    )


_LANGUAGES = _languages()

# Signs that any language may use; other signs beyond ASCII count as misread letters.
_SIGNS = frozenset("«»‹›“”„‘’‚–—…•·€£©®™°§²½¼´\u00a0\u00ad")
_WORD = re.compile(rb"(?<![\x80-\xffA-Za-z])[A-Za-z]{1,8}(?![\x80-\xffA-Za-z])")
_MISS = 2  # a letter that the language lacks says more than one that it has


class LatinPage(Struct, frozen=True):
    """A code page, and how well the bytes read in it; ``certain`` when nothing speaks against."""

    encoding: str
    fit: float
    certain: bool


def latin_page(sample: bytes) -> LatinPage:
    """The code page in which ``sample`` reads best as some language in Latin letters.

    ``fit`` is the share of its accented letters that the language has, less
    twice the share that it has not, plus the share of words that are common in
    it: at most 2. Western goes before the others where they fit alike. Linear.
    """
    words = Counter(word.lower().decode("ascii") for word in _WORD.findall(sample))
    count = words.total() or 1
    shares = [sum(words[word] for word in language.words) / count for language in _LANGUAGES]
    best = LatinPage(_WESTERN, -9.0, certain=False)
    for page in (_WESTERN, _CENTRAL, _ISO_CENTRAL, _BALTIC, _TURKISH):
        letters = _letters_beyond_ascii(sample, page)
        total = letters.total() or 1
        for language, share in zip(_LANGUAGES, shares, strict=True):
            if page not in language.pages:
                continue
            known = sum(letters[letter] for letter in language.letters)
            unknown = letters.total() - known
            fit = (known - _MISS * unknown) / total + share
            if fit > best.fit:
                best = LatinPage(page, fit, certain=not unknown and share > 0.15)
    return best


def _letters_beyond_ascii(sample: bytes, page: str) -> Counter[str]:
    counted = Counter(sample.decode(page, "replace").lower())
    return Counter(
        {char: times for char, times in counted.items() if char > "\x7f" and char not in _SIGNS}
    )
