"""What is no text is refused, whatever its name; what somebody wrote never is."""

from __future__ import annotations

import math
import pickle
import random
import struct
import zlib
from collections.abc import Callable

import pytest

from index.errors import BinaryDocument, ReadError
from index.readers import read
from index.readers.decode import decode

SIZE = 64


def pixels(chance: random.Random) -> bytes:
    return bytes(chance.randrange(40, 220) for _ in range(SIZE * SIZE * 3))


def bitmap(chance: random.Random) -> bytes:
    body = pixels(chance)
    sizes = struct.pack("<IiiHHIIiiII", 40, SIZE, SIZE, 1, 24, 0, len(body), 2835, 2835, 0, 0)
    return b"BM" + struct.pack("<IHHI", 54 + len(body), 0, 0, 54) + sizes + body


def sound(chance: random.Random, form: str, loud: int) -> bytes:
    middle = 128 if form == "B" else 0
    waves = (math.sin(place / 15) * loud + chance.gauss(0, loud / 20) for place in range(9000))
    return b"".join(struct.pack(f"<{form}", middle + int(wave)) for wave in waves)


NO_TEXT: dict[str, Callable[[random.Random], bytes]] = {
    "random": lambda chance: chance.randbytes(10_000),
    "few random": lambda chance: chance.randbytes(100),
    "random without controls": lambda chance: bytes(
        byte for byte in chance.randbytes(9000) if byte >= 32 and byte != 127
    ),
    "random beyond ASCII": lambda chance: bytes(byte | 128 for byte in chance.randbytes(5000)),
    "random without NUL": lambda chance: bytes(byte or 1 for byte in chance.randbytes(5000)),
    "random after a mark of UTF-16": lambda chance: b"\xff\xfe" + chance.randbytes(5000),
    "random after a mark of UTF-8": lambda chance: b"\xef\xbb\xbf" + chance.randbytes(5000),
    "packed": lambda chance: zlib.compress(pixels(chance))[2:],
    "bitmap": bitmap,
    "bitmap without its head": lambda chance: bitmap(chance)[54:],
    "picture (PNM)": lambda chance: b"P6\n64 64\n255\n" + pixels(chance),
    "sound of 8 bits": lambda chance: sound(chance, "B", 60),
    "sound of 16 bits": lambda chance: sound(chance, "h", 8000),
    "quiet sound": lambda chance: sound(chance, "h", 40),
    "sound (MP3)": lambda chance: b"".join(
        b"\xff\xfb\x90\x64" + chance.randbytes(413) for _ in range(30)
    ),
    "notes (MIDI)": lambda chance: (
        b"MThd\0\0\0\6"
        + b"".join(bytes([0x60, 0x90, 60 + chance.randrange(12), 64]) for _ in range(300))
    ),
    "numbers": lambda chance: struct.pack("<900f", *(chance.gauss(0, 1) for _ in range(900))),
    "whole numbers": lambda chance: struct.pack("<900i", *chance.choices(range(99_999), k=900)),
    "objects": lambda chance: pickle.dumps([f"word {n} and more words" for n in range(300)]),
    "program": lambda chance: b"\x7fELF\x02\x01\x01" + chance.randbytes(900),
    "program for browsers": lambda chance: b"\0asm\1\0\0\0" + b"words and words " * 90,
    "key": lambda chance: b"\x30\x82\x04\xa6" + chance.randbytes(1190),
}


@pytest.mark.parametrize("kind", NO_TEXT)
@pytest.mark.parametrize("seed", range(3))
def test_what_is_no_text_is_refused(kind: str, seed: int) -> None:
    data = NO_TEXT[kind](random.Random(f"{kind} {seed}"))
    with pytest.raises(BinaryDocument) as caught:
        decode("holiday.txt", data)
    assert str(caught.value).startswith("holiday.txt: ")
    with pytest.raises(ReadError):
        read("holiday.txt", data, key="holiday.txt")


WRITTEN: dict[str, tuple[str, str]] = {
    "French": (
        "La Grèce a demandé une aide. Le président a répondu « non » mardi soir à Genève.",
        "cp1252 iso8859_15 mac_roman utf-16 utf-16-le utf-16-be utf-32",
    ),
    "German": (
        "Die Übergabe der Schlüssel fand in München statt, sagte der Bürgermeister.",
        "cp1252 iso8859_1 cp850 cp437",
    ),
    "Polish": (
        "Premier powiedział, że rząd będzie działać szybko, aby pomóc Łodzi.",
        "cp1250 iso8859_2 utf-16-le",
    ),
    "Russian": (
        "Президент России встретился во вторник с министром иностранных дел. ООН и МИД молчат.",
        "cp1251 koi8_r cp866 iso8859_5 utf-16-le utf-16-be",
    ),
    "Ukrainian": (
        "Президент України зустрівся у вівторок з міністром закордонних справ.",
        "cp1251 koi8_u",
    ),
    "Greek": (
        "Ο πρωθυπουργός δήλωσε την Τρίτη ότι η κυβέρνηση θα παραιτηθεί. Η Αθήνα περιμένει.",
        "cp1253 iso8859_7 utf-16-le",
    ),
    "Turkish": (
        "Başbakan, görüşmelerin yarın İstanbul'da sürdürüleceğini ve bir açıklama söyledi.",
        "cp1254",
    ),
    "Hebrew": ("ראש הממשלה אמר ביום שלישי כי הממשלה תתפטר. ירושלים ממתינה.", "cp1255 utf-16-le"),
    "Arabic": (
        "قال رئيس الوزراء يوم الثلاثاء إن الحكومة ستستقيل. القاهرة تنتظر الرد.",
        "cp1256 utf-16-le utf-16-be",
    ),
    "Lithuanian": (
        "Ministras pirmininkas antradienį pareiškė, kad vyriausybė atsistatydins.",
        "cp1257",
    ),
    "Thai": ("นายกรัฐมนตรีกล่าวเมื่อวันอังคารว่ารัฐบาลจะลาออก", "cp874 utf-16-le utf-16-be"),
    "Chinese": (
        "习近平主席在北京会见了越南共产党总书记。双方就两国关系交换了意见。",
        "gb18030 gbk utf-16-le utf-16-be",
    ),
    "Chinese in Taipei": (
        "總統週二在臺北會見了外交部長，雙方就兩國關係交換了意見。",
        "big5 utf-16-le",
    ),
    "Korean": (
        "대통령은 화요일 서울에서 회의를 열었다. 그는 말했다.",
        "euc_kr iso2022_kr utf-16-le",
    ),
    "Japanese": (
        "首相は火曜日、東京で会議を開いた。これは試験です。カタカナもあります。",
        "shift_jis euc_jp iso2022_jp utf-16-le",
    ),
    "Vietnamese": (
        "HÀ NỘI — Tổng Bí thư Nguyễn Phú Trọng hôm thứ Ba đã phát biểu.",
        "utf-8 utf-16 utf-16-le utf-16-be",
    ),
}


@pytest.mark.parametrize("times", [1, 40])
@pytest.mark.parametrize(
    ("language", "encoding"),
    [(language, name) for language, (_, names) in WRITTEN.items() for name in names.split()],
)
def test_what_was_written_is_read(language: str, encoding: str, times: int) -> None:
    text = WRITTEN[language][0]
    if encoding in ("cp850", "cp437", "koi8_r", "mac_roman", "gbk", "iso8859_15"):
        # What the encoding has no sign for was not written in it.
        text = text.encode(encoding, "ignore").decode(encoding)
    text = " ".join([text] * times)
    assert decode("x", text.encode(encoding)) == text


# How Vietnamese was kept before Unicode: letters with tones in the places of Western signs.
TCVN3 = dict(
    zip(
        "ăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵĐ",
        bytes.fromhex(
            "a8a9aaabacadaeb5b6b7b8b9bbbcbdbec6c7c8c9cacbcccecfd0d1d2d3d4d5d6d7d8dcdddedfe1e2e3e4"
            "e5e6e7e8e9eaebecedeeeff1f2f3f4f5f6f7f8f9fafbfcfdfea7"
        ),
        strict=True,
    )
)


@pytest.mark.parametrize("times", [1, 40])
def test_what_cannot_be_recognised_is_not_refused(times: int) -> None:
    text = (
        "Thủ tướng Võ Văn Kiệt hôm thứ Ba đã phát biểu ở Hà Nội về nền kinh tế Việt Nam. " * times
    )
    data = b"".join(
        bytes([TCVN3[letter]]) if letter in TCVN3 else letter.encode() for letter in text
    )
    assert "Kit" in decode("x", data).replace("Ö", "")


@pytest.mark.parametrize("encoding", ["cp1252", "cp1251", "koi8_r", "shift_jis", "utf-8"])
def test_one_stray_byte_does_not_make_it_no_text(encoding: str) -> None:
    text = {"cp1251": "Russian", "koi8_r": "Russian", "shift_jis": "Japanese"}.get(
        encoding, "French"
    )
    data = WRITTEN[text][0].encode(encoding, "ignore") * 4
    assert decode("x", data[:200] + b"\x01" + data[200:])
