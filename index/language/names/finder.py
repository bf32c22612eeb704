"""From a text to its names: the steps of name finding in their order."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from index.article import Zone
from index.language.fold import fold
from index.language.model import EntityType, Mention
from index.language.names.agencies import as_agencies, parted
from index.language.names.apart import apart
from index.language.names.casing import recase
from index.language.names.found import Found
from index.language.names.lexicon import lexicon
from index.language.names.model import NameModel
from index.language.names.other_languages import in_language
from index.language.names.rules import find_by_rules
from index.language.names.scene import scene, stretches
from index.language.names.settle import from_labels, settle
from index.language.names.tokens import Tokens, tokenise
from index.language.names.vietnamese import LANGUAGE as VIETNAMESE
from index.language.names.vietnamese import in_vietnamese
from index.language.names.zones import blanked, by_zone

ENGLISH = "en"


class NameFinder(Struct, frozen=True):
    """Finds names with rules, lists and ``model``; without a model by rules and lists alone."""

    model: NameModel | None

    def find(
        self, text: str, zones: Sequence[Zone] = (), language: str = ENGLISH
    ) -> tuple[Mention, ...]:
        """See :func:`index.language.names.find_names`."""
        whole = blanked(fold(text), zones)
        cut = parted(whole)
        tokens = tokenise(recase(cut, zones))
        found = find_by_rules(tokens)
        if self.model is not None:
            found = _with_model(tokens, found, self.model)
        if language != ENGLISH:
            found = in_language(tokens, found, language)
        if language.partition("-")[0].lower() == VIETNAMESE:
            found = in_vietnamese(text, tokens, found)
        mentions = [
            Mention(
                tokens.starts[name.first],
                tokens.ends[name.last],
                name.type or EntityType.MISC,
                name.why,
            )
            for name in by_zone(tokens, found, zones)
            if not _is_small_word(text[tokens.starts[name.first] : tokens.ends[name.last]])
        ]
        if cut is not whole:
            mentions = as_agencies(cut, whole, mentions)
        return apart(text, mentions, zones)


def _is_small_word(written: str) -> bool:
    """Whether a name is a known one of two letters (UN, EU) written as no such name is: "Un"."""
    return len(written) == 2 and written.istitle() and written.lower() in lexicon().known


def _with_model(tokens: Tokens, by_rules: list[Found], model: NameModel) -> list[Found]:
    where = stretches(tokens)
    of = scene(tokens, by_rules, where)
    by_model = [
        name for stretch in where for name in from_labels(stretch, model.label(of, stretch))
    ]
    return settle(tokens, by_model, by_rules, of.known)
