"""Names in articles of other languages: what the small words and titles of these say.

The model has learned names from English. It takes the article that opens a sentence for part
of a name, as well as a title that is written with a capital, and in German any noun may
look like a place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.language.model import EntityType
from index.language.names.found import Found
from index.language.names.lexicon import FIRM_PLACES, lexicon
from index.language.names.tokens import Tokens


def words_of(text: str) -> frozenset[str]:
    """The words of a list written as one string."""
    return frozenset(text.split())


_ARTICLES = {
    language: words_of(words)
    for language, words in {
        "de": "der die das den dem des ein eine einen einem einer eines kein keine",
        "fr": "le la les l un une des du de au aux ce cet cette ces son sa ses",
        "es": "el la los las lo un una unos unas al del su sus este esta",
        "it": "il lo la i gli le un uno una del della dei al alla",
        "pt": "o a os as um uma do da dos das ao no na nos nas",
        "nl": "de het een den der 't zijn haar",
    }.items()
}
# Behind these a German noun names nobody and no place, but for those that lists know.
_BEFORE_NOUNS = _ARTICLES["de"] | words_of(
    "seinen seinem seiner seine sein ihren ihrem ihrer ihre ihr unsere unserer viele vieler vielen "
    "alle aller allen einige einiger einigen mehrere mehreren beide beiden zwei drei vier"
)
_OFFICES = re.compile(
    r"(?:[a-z-]{3,40}(?:minister|kanzler|prasident|burgermeister|sprecher|leiter|direktor|sekretar"
    r"|kommissar|kommandeur|trainer|richter|anwalt|kandidat|chef|general|vorsitzender|beauftragter)(?:in)?"
    r"|(?:minister|kanzler|prasident|burgermeister|sprecher|direktor|trainer|professor|pfarrer|landrat"
    r"|senator|kommissar|richter|staatssekretar|abgeordneter|kardinal|bischof|erzbischof|papst|konig"
    r"|kaiser|prinz|furst|graf|chef|regisseur|schauspieler|sanger|schriftsteller|autor)(?:in)?"
    r"|[a-z-]{0,40}(?:chefin|prasidentin|vorsitzende|anwaltin|rechtsanwaltin|abgeordnete|beauftragte"
    r"|konigin|prinzessin|arztin|bischofin))"
)
_TITLES = {
    "de": _OFFICES,
    "fr": re.compile(
        r"president(?:e)?|ministre|maire|prefet|prefete|premier|senateur|senatrice|depute|deputee|chef|cheffe"
        r"|capitaine|commandant|docteur|maitre|general|pape|roi|reine|prince|princesse|monseigneur"
    ),
    "es": re.compile(
        r"president[ea]|ministr[oa]|alcalde(?:sa)?|senador[a]?|diputad[oa]|gobernador[a]?|comandante|capitan"
        r"|general|papa|rey|reina|principe|princesa|don|dona|doctor[a]?|secretari[oa]|canciller"
    ),
    "it": re.compile(
        r"president[ea]|ministr[oa]|sindac[oa]|senatore|senatrice|deputat[oa]|governatore|comandante|capitano"
        r"|generale|papa|re|regina|principe|principessa|dottor(?:e|essa)?|premier"
    ),
    "pt": re.compile(
        r"president[ea]|ministr[oa]|prefeit[oa]|senador[a]?|deputad[oa]|governador[a]?|comandante|capitao"
        r"|general|papa|rei|rainha|principe|princesa|dom|dona|doutor[a]?|secretari[oa]"
    ),
    "nl": re.compile(
        r"[a-z-]{0,40}(?:minister|premier|president|burgemeester|voorzitter|woordvoerder|directeur|koning"
        r"|koningin|prins|prinses|commissaris)"
    ),
}
_GERMAN = "de"
_OF_NOBLES = words_of("von van zu zur auf in aus an")
_LONGEST_SPELLED = 3
# Names of three letters that are written as other names are, not as MIT is.
_SPOKEN = words_of("fox dow gap fed tet eid hue vox kia jio nio dax eni axa eon rai efe")


def in_language(tokens: Tokens, found: Sequence[Found], language: str) -> list[Found]:
    """``found`` with what the ``language`` of an article says of its small words and titles."""
    code = language.partition("-")[0].lower()
    if code not in _ARTICLES:
        return list(found)
    own = _inside_sentences(tokens, _ARTICLES[code])
    kept = []
    for name in found:
        if name.first == name.last and _is_small_word(tokens, name.first):
            continue
        if code == _GERMAN:
            name = _up_to_article(tokens, name)
        bare = _without_article(tokens, _without_titles(tokens, name, code), code, own)
        if bare is not None and not (code == _GERMAN and _is_noun(tokens, bare)):
            kept.append(bare)
    return kept


def _is_small_word(tokens: Tokens, at: int) -> bool:
    """Whether a word of three letters is not written as the abbreviation that lists know."""
    word, key = tokens.words[at], tokens.keys[at]
    short = len(word) <= _LONGEST_SPELLED and word.istitle() and key in lexicon().known
    return short and key not in _SPOKEN


def _up_to_article(tokens: Tokens, name: Found) -> Found:
    """``Jan Müller`` of ``Jan Müller den Helfern``, but ``Ursula von der Leyen``."""
    for at in range(name.first + 1, name.last):
        if tokens.words[at] in _ARTICLES[_GERMAN] and tokens.keys[at - 1] not in _OF_NOBLES:
            return Found(name.first, at - 1, name.type, name.why)
    return name


def _without_titles(tokens: Tokens, name: Found, code: str) -> Found:
    """``Helena Carvalho`` of ``Verkehrsministerin Helena Carvalho``."""
    if name.type is not EntityType.PERSON:
        return name
    first = name.first
    while first < name.last and _TITLES[code].fullmatch(tokens.keys[first]):
        first += 1
    return name if first == name.first else Found(first, name.last, name.type, name.why)


def _inside_sentences(tokens: Tokens, articles: frozenset[str]) -> frozenset[str]:
    """Words before which a capital article stands within a sentence: ``Marine Le Pen``."""
    return frozenset(
        tokens.keys[at + 1]
        for at in tokens.capitals
        if tokens.keys[at] in articles
        and not tokens.opens[at]
        and at + 1 < len(tokens)
        and tokens.capital[at + 1]
    )


def _without_article(tokens: Tokens, name: Found, code: str, own: frozenset[str]) -> Found | None:
    """``name`` without the article that opens its sentence; ``None`` where nothing is left.

    A name that has an article of its own is known by lists (``La Rochelle``, ``Le Monde``), or
    has it within a sentence, too: ``own`` are the words behind such articles.
    """
    key = tokens.keys[name.first]
    written = tokens.words[name.first]
    if key not in _ARTICLES[code] or (written.isupper() and len(written) > 1):
        return name
    if name.first == name.last:
        return None
    lists, whole = lexicon(), tokens.key(name.first, name.last)
    if whole in lists.known or whole in lists.places:
        return name
    if not tokens.opens[name.first] or tokens.keys[name.first + 1] in own:
        # A place that no list knows is as often a paper or a ship.
        other = EntityType.MISC if name.type is EntityType.PLACE else name.type
        return Found(name.first, name.last, other, name.why)
    rest = Found(name.first + 1, name.last, name.type, name.why)
    key = tokens.key(rest.first, rest.last)
    if key in lists.known or key in lists.places:
        return Found(rest.first, rest.last, lists.known.get(key, EntityType.PLACE), "known name")
    if name.type is EntityType.PERSON:
        bare = _without_titles(tokens, rest, code)
        given = rest.first < rest.last and tokens.keys[rest.first] in lists.given
        return bare if given or bare.first > rest.first else None
    if name.type is EntityType.PLACE:
        return None
    return rest if code == _GERMAN else name


def _is_noun(tokens: Tokens, name: Found) -> bool:
    """Whether a name in German is an ordinary noun, as its article says: ``den Angehörigen``."""
    at = name.first
    if at != name.last or name.type not in (EntityType.PLACE, EntityType.PERSON, EntityType.MISC):
        return False
    if not at or tokens.keys[at - 1] not in _BEFORE_NOUNS or tokens.words[at].isupper():
        return False
    lists, key = lexicon(), tokens.keys[at]
    return not (
        key in lists.known
        or lists.places.get(key) in FIRM_PLACES
        or lists.is_people(key)
        or key in lists.family
    )
