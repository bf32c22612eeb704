"""What a word is: cutting, folding, stemming, and the importer's quick way to the same."""

from __future__ import annotations

import re
import unicodedata
from itertools import chain
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.language.fold import fold_case
from index.search.stemming import beginnings, stem
from index.search.tokens import has_plain_words, tokens
from index.search.vocabulary import Vocabulary, composed, form_key, pieces

LETTERS = (
    "abcdesxyzABCŌôđĐéŠßİıſ' ’'s.-_,\u00ad\u0301\u0323\u200d\u093f\u094d0129"
    "हक北京大学เกิकがｶﾞﾊﾟ\u200b\ufe0f\U000e0100ـىکﻻ٣한국ɸ№ﬁ①\x00\x01\x02\ud800\U0001f600"
)
UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufe00-\ufe0f\U000e0100-\U000e01ef]")
texts = st.one_of(st.text(), st.text(alphabet=LETTERS, max_size=60))


def words(text: str) -> list[str]:
    return [token.word for token in tokens(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vietnam’s “đổi mới” era", ["vietnam", "doi", "moi", "era"]),
        ("ĐỔI MỚI", ["doi", "moi"]),
        ("U.S. COVID-19 12,000", ["u", "s", "covid", "19", "12", "000"]),
        ("the bosses' and boss's", ["the", "bosses", "and", "boss"]),
        ("北京大学", ["北京", "京大", "大学", "学"]),
        ("iPhone手机", ["iphone", "手机", "机"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("co\u00adoperation", ["cooperation"]),
        ("snake_case", ["snake", "case"]),
        ("العَرَبِيَّة", ["العربيه"]),
        ("ـمـحـمـد کتاب كتاب مستشفى", ["محمد", "كتاب", "كتاب", "مستشفي"]),
        ("٢٠٢٣ ۲۰۲۳ २०२३", ["2023", "2023", "2023"]),
        ("\ufb01nance ﻻ", ["finance", "لا"]),
        ("ＮＨＫ２０２３ ｶﾞｲﾄﾞ", ["nhk2023", "ガイ", "イド", "ド"]),
        ("ภา\u200bษา 葛\U000e0100城", ["ภา", "าษ", "ษา", "า", "葛城", "城"]),
        ("one\u200btwo", ["one", "two"]),
        ("—— …", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_nfd_text_gives_the_same_words_once_composed() -> None:
    decomposed = unicodedata.normalize("NFD", "Nguyễn Phú Trọng, đổi mới")
    assert words(unicodedata.normalize("NFC", decomposed)) == words("nguyen phu trong, doi moi")
    # Marks that were left apart do not hide a word either.
    assert words(decomposed) == words("nguyen phu trong, doi moi")


@given(texts)
def test_tokens_stand_where_they_say(text: str) -> None:
    folded = fold_case(text)
    last = 0
    for token in tokens(text):
        assert 0 <= token.start < token.end <= len(text)
        assert token.start >= last or token.paired
        last = token.start
        if token.paired:
            seen = UNSEEN.sub("", folded[token.start : token.end])
            assert unicodedata.normalize("NFC", seen) == token.word
        else:
            assert token.surface == text[token.start : token.end][: len(token.surface)]


@given(texts)
def test_plain_texts_can_be_entered_at_any_word(text: str) -> None:
    folded = fold_case(text)
    if has_plain_words(folded):
        every = list(tokens(text))
        for number, token in enumerate(every):
            assert list(tokens(text, folded, token.start)) == every[number:]


def test_pictures_and_punctuation_part_words_however_they_are_looked_for() -> None:
    assert has_plain_words("a 🚀 start — 50 € 「quoted」")
    assert not has_plain_words("日本")
    assert not has_plain_words("a voicing mark: ゛")
    for char in map(chr, chain(range(0x80, 0xD800), range(0xE000, 0x20000))):
        text = f"ab{char}cd {char}it's{char}"
        if has_plain_words(text):
            plain, any_script = (
                list(tokens(text, text, is_plain=is_plain)) for is_plain in (True, False)
            )
            assert plain == any_script, hex(ord(char))


@example(["0'Sก"])
@given(st.lists(texts, min_size=1, max_size=5))
def test_the_importer_sees_the_same_words(several: list[str]) -> None:
    vocabulary = Vocabulary()
    for _ in range(2):  # the second time everything is known already
        numbers, counts = vocabulary.words_of([pieces(text) for text in several])
        expected = [list(tokens(composed(text))) for text in several]
        assert counts.tolist() == [len(own) for own in expected]
        flat = [token for own in expected for token in own]
        assert terms_of(vocabulary, numbers) == [token.term for token in flat]
        assert [vocabulary.form_of(number) for number in numbers.tolist()] == [
            b"" if token.paired else form_key(token.word, token.surface) for token in flat
        ]


def terms_of(vocabulary: Vocabulary, numbers: Any) -> list[str]:
    names, term_of = vocabulary.term_names, vocabulary.term_of_words()
    return [names[term].decode() for term in term_of[numbers].tolist()]


def test_a_large_vocabulary_keeps_every_piece_apart() -> None:
    vocabulary = Vocabulary()
    spelled = [f"{number:x}word{number * 7919 % 1000}" for number in range(30_000)]
    for _ in range(2):
        numbers, _ = vocabulary.words_of([" ".join(spelled).encode()])
        assert len(set(numbers.tolist())) == len(set(spelled))
        assert terms_of(vocabulary, numbers) == list(map(stem, spelled))


@given(st.text(min_size=1, max_size=6, alphabet="abcéIıßŠ1"))
def test_every_spelling_of_a_word_has_a_key_of_its_own(word: str) -> None:
    spellings = {word, word.lower(), word.upper(), word.capitalize(), word.swapcase()}
    for folded in {fold_case(word), word.lower()}:
        keys = {form_key(folded, spelling) for spelling in spellings}
        assert len(keys) == len(spellings)
        assert all(key.startswith(folded.encode() + b"\0") for key in keys)


@pytest.mark.parametrize(
    "family",
    [
        "election elections",
        "policy policies",
        "run runs running",
        "make makes making",
        "visit visits visited visiting",
        "increase increases increased increasing",
        "hope hopes hoped hoping",
        "agree agrees agreed agreeing",
        "church churches",
        "use uses used using",
        "woman women",
        "call calls called calling",
        "stop stops stopped stopping",
        "country countries",
        "Israeli Israelis",
    ],
)
def test_inflections_of_one_word_share_a_stem(family: str) -> None:
    assert len({stem(word.lower()) for word in family.split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("news", "new"),
        ("united", "unit"),
        ("international", "internal"),
        ("harris", "harry"),
        ("angeles", "angel"),
        ("hope", "hop"),
        ("university", "universe"),
        ("hastings", "haste"),
        ("mary", "marie"),
        ("police", "policy"),
        ("texas", "texan"),
        ("sing", "s"),
    ],
)
def test_other_words_stay_apart(one: str, other: str) -> None:
    assert stem(one) != stem(other)


@pytest.mark.parametrize(
    "name", ["trong", "nguyen", "putin", "paris", "texas", "wales", "beijing", "boeing", "biden"]
)
def test_names_are_their_own_stems(name: str) -> None:
    assert stem(name) == name


@given(st.text(alphabet="abcdefghilmnoprstuyz", min_size=1, max_size=12))
def test_every_word_begins_as_its_stem_says(word: str) -> None:
    assert word.startswith(beginnings(stem(word)))
