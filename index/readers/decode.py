"""From bytes to ``str``: which encoding a text file is in, or that it is no text."""

from __future__ import annotations

import codecs
import re
from contextlib import suppress

from index.errors import BinaryDocument, DocumentTooLarge, EmptyDocument
from index.readers.latin import LATIN_PAGES, latin_page
from index.readers.plausible import is_text, oddness, reads_well

LARGEST_DOCUMENT = 32 << 20
"""Bytes of the largest single document that is read."""

_SAMPLE = 64 << 10

# What texts are really kept in. Left to choose among all it knows, the guesser
# takes short Western texts for DOS code pages and Russian ones for Japanese.
_LEGACY_ENCODINGS = (
    *("cp1252", "cp1251", "koi8_r", "koi8_u", "cp1250", "iso8859_2", "cp1253", "cp1254"),
    *("cp1255", "cp1256", "cp1257", "cp1258", "cp874"),
    *("gb18030", "big5", "euc_kr", "shift_jis", "euc_jp"),
)

# The longer mark first: UTF-32 little-endian begins with UTF-16's mark.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# Asked for when what was guessed does not read well: of another system, or of another time.
_SELDOM_ENCODINGS = (
    *("utf-16-le", "utf-16-be", "cp866", "iso8859_5", "cp850", "cp852", "cp437", "mac_roman"),
    "iso8859_6",
)
_SEVEN_BITS = (
    (re.compile(rb"\x1b\$[@B]"), "iso2022_jp_2"),
    (re.compile(rb"\x1b\$\)C"), "iso2022_kr"),
)

# Chinese in pairs of ASCII between marks. The commonest characters have the lower first bytes;
# small letters, as a program may have between such marks, are first bytes of rare ones.
_HZ = re.compile(rb"~\{((?:[!-w][!-~])+)~\}")
_HZ_LEAST, _HZ_COMMON_SHARE = 8, 0.9

_BINARY_BEGINNINGS = (
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"RIFF", "an audio, video or WebP file"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"\xfe\xed\xfa", "a program"),
    (b"\xcf\xfa\xed\xfe", "a program"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"PK\x05\x06", "a ZIP archive"),
    (b"%PDF-", "a PDF document"),
    (b"\x1f\x8b", "gzip data"),
    (b"BZh", "bzip2 data"),
    (b"\xfd7zXZ\x00", "xz data"),
    (b"\x28\xb5\x2f\xfd", "zstd data"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    (b"OggS", "an Ogg file"),
    (b"ID3", "an MP3 file"),
    (b"\x00\x00\x01\x00", "an icon"),
    (b"fLaC", "an audio file"),
    (b"MThd\x00\x00\x00\x06", "a MIDI file"),
    (b"8BPS\x00", "a Photoshop image"),
    (b"\x00asm", "a program"),
    (b"!<arch>\n", "a library of programs"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
)

_ASCII = re.compile(rb"[\x00\t\n\r -~]")
_USUAL_SIGNS = re.compile("[ \n0-9,.、。　，．]")
_PIXELS = re.compile(rb"P[1-6]\s+(?:#[^\n]{0,200}\n)?\d{1,6}\s+\d{1,6}\s+\d")

_ONE_SCRIPT = 0.6  # of the characters of a text that are letters of its script
_MISREAD = 0.003  # of its characters stand where they do not in what is read rightly

_BITMAP_HEADS = frozenset(bytes([size, 0, 0, 0]) for size in (12, 40, 52, 56, 64, 108, 124))

# Control characters that plain text does not hold; ESC is left out because
# captured terminal output is text, if unfriendly text.
_CONTROL = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_CONTROL_SHARE = 0.02

# A bad disk or a careless program leaves a zero here and there in what is text.
_NUL_SHARE = 0.005

# Share of undecodable bytes up to which a file is damaged UTF-8, not another encoding.
_DAMAGED_SHARE = 0.01


def decode(source: str, data: bytes, *, declared: str | None = None) -> str:
    """The text of ``data``, exactly as encoded: line ends and blanks untouched.

    A byte-order mark decides, then UTF-16 without a mark, then valid UTF-8,
    then ``declared`` (what the container says, if anything), then a guess from
    a bounded sample, then what is seldom but reads better. Bytes that the encoding
    does not know become U+FFFD. A stray NUL is kept, for the sanitiser to replace.

    Raises :class:`DocumentTooLarge`, :class:`BinaryDocument` (images, programs,
    archives, anything with more than a few NUL bytes, anything that reads like text in
    no encoding) and :class:`EmptyDocument` (nothing but white space), each naming ``source``.
    """
    if len(data) > LARGEST_DOCUMENT:
        size, limit = len(data) >> 20, LARGEST_DOCUMENT >> 20
        raise DocumentTooLarge(source, f"is {size} MB; culm reads up to {limit} MB")
    text = _decode(source, data, declared)
    if not text or text.isspace() or not text.strip("\ufeff\u200b \t\r\n\x0b\x0c"):
        raise EmptyDocument(source, "holds no text")
    return text


def binary_kind(data: bytes) -> str | None:
    """What ``data`` is when its first bytes are those of a known binary format."""
    for beginning, kind in _BINARY_BEGINNINGS:
        if data.startswith(beginning):
            return kind
    if data[4:8] == b"ftyp":
        return "a video or image (ISO media)"
    # Texts may begin with these letters, but not go on so.
    if data.startswith(b"BM") and data[6:10] == bytes(4) and data[14:18] in _BITMAP_HEADS:
        return "a bitmap image"
    return "an image (PNM)" if _PIXELS.match(data) else None


def _decode(source: str, data: bytes, declared: str | None) -> str:
    if kind := binary_kind(data):
        raise BinaryDocument(source, f"is {kind}, not text")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _text(source, data[len(mark) :].decode(encoding, "replace"))
    sample = data[:_SAMPLE]
    if b"\x00" in data and (wide := _utf16_without_mark(sample)):
        return _text(source, data.decode(wide, "replace"))
    if b"\x1b$" in sample and (text := _of_seven_bits(data)):
        return text
    if b"~{" in sample and (text := _of_hz(data)):
        return text
    if reason := _no_bytes_of_text(data):
        # In some scripts each letter of UTF-16 holds what would be a control character.
        if wide := _reads_as_utf16(sample):
            return data.decode(wide, "replace")
        raise BinaryDocument(source, reason)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if _is_damaged_utf8(data, error.start):
            return data.decode("utf-8", "replace")
    if declared and _is_text_encoding(declared):
        return data.decode(declared, "replace")
    text = data.decode(_guess(data) or "cp1252", "replace")
    if not reads_well(oddness(text)):
        text = _read_better(data) or text
    return _text(source, text)


def _text(source: str, text: str) -> str:
    if not is_text(oddness(text)):
        raise BinaryDocument(source, "reads like text in no encoding")
    return text


def _no_bytes_of_text(data: bytes) -> str:
    """Why bytes are no text in an encoding of single bytes; empty when they may be."""
    if data.count(0) > max(min(8, len(data) // 20), len(data) * _NUL_SHARE):
        return "holds NUL bytes, so it is not text"
    sample = data[:_SAMPLE]
    if len(_CONTROL.findall(sample)) > max(8, _CONTROL_SHARE * len(sample)):
        return "is mostly control characters, not text"
    return ""


def _of_seven_bits(data: bytes) -> str:
    """The text in one of the encodings in which mail used to be sent, if it is in one."""
    for beginning, encoding in _SEVEN_BITS:
        if beginning.search(data):
            with suppress(UnicodeDecodeError):
                return data.decode(encoding)
    return ""


def _of_hz(data: bytes) -> str:
    """The text in HZ, as Chinese used to be sent, if it is in that."""
    pairs = b"".join(_HZ.findall(data[:_SAMPLE]))
    common = sum(first <= ord("W") for first in pairs[::2])
    if len(pairs) < 2 * _HZ_LEAST or common < _HZ_COMMON_SHARE * (len(pairs) // 2):
        return ""
    with suppress(UnicodeDecodeError):
        return data.decode("hz")
    return ""


def _reads_as_utf16(sample: bytes) -> str | None:
    """The byte order in which bytes read well as UTF-16, if in any."""
    whole = sample[: len(sample) & ~1]
    for encoding in ("utf-16-le", "utf-16-be"):
        if reads_well(oddness(text := whole.decode(encoding, "replace"))) and _is_wide(text, whole):
            return encoding
    return None


def _is_wide(text: str, sample: bytes) -> bool:
    """Whether UTF-16 is likely: two letters of ASCII are one of Chinese in it.

    Nobody writes for long without blanks, figures and stops, unless in one alphabet.
    """
    if len(_ASCII.findall(sample)) > 0.85 * len(sample):
        return False
    return len(_USUAL_SIGNS.findall(text)) > 0.01 * len(text) or oddness(text).one_alphabet > 0.6


def _read_better(data: bytes) -> str | None:
    """The text in the seldom encoding in which it is least odd, if it reads well in any."""
    best: tuple[float, str] | None = None
    for encoding in _SELDOM_ENCODINGS:
        text = data[:_SAMPLE].decode(encoding, "replace")
        if encoding.startswith("utf-16") and (len(data) % 2 or not _is_wide(text, data[:_SAMPLE])):
            continue
        found = oddness(text)
        total = found.characters + found.neighbours
        if reads_well(found) and (best is None or total < best[0]):
            best = total, encoding
    return data.decode(best[1], "replace") if best is not None else None


def _utf16_without_mark(sample: bytes) -> str | None:
    """The byte order of UTF-16 text, told by where the zero halves of ASCII lie.

    Blanks, digits and line ends are ASCII in every language, so that some zeros
    are there, all in odd or all in even places. Where they are few, the bytes
    must not make sense as UTF-8: then it is a text with stray zeros.
    """
    units = len(sample) // 2
    odd, even = sample[1::2].count(0), sample[0::2].count(0)
    many, few = max(odd, even), min(odd, even)
    if units < 2 or many <= units * 0.02 or few > units * 0.002:
        return None
    if many < units * 0.2 and _is_utf8(sample):
        return None
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    text = sample[: units * 2].decode(encoding, "replace")
    return encoding if text.count("\ufffd") <= len(text) * _DAMAGED_SHARE else None


def _is_utf8(sample: bytes) -> bool:
    try:
        sample[:-4].decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start > len(sample) - 8
    return True


def _is_damaged_utf8(data: bytes, first_bad: int) -> bool:
    """Whether a few bad bytes sit in what is plainly UTF-8 with non-ASCII letters."""
    around = data[max(0, first_bad - _SAMPLE) : first_bad + _SAMPLE]
    text = around.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(1 for char in text if char > "\x7f") - bad
    return good >= 4 * bad and bad <= max(2, len(text) * _DAMAGED_SHARE)


def _guess(data: bytes) -> str | None:
    """A legacy encoding guessed from the stretch around the first non-ASCII byte."""
    from charset_normalizer import from_bytes

    first = re.search(rb"[\x80-\xff]", data)
    begin = max(0, (first.start() if first else 0) - 1024)
    sample = data[begin : begin + _SAMPLE]
    best = from_bytes(sample, cp_isolation=list(_LEGACY_ENCODINGS)).best()
    # It confuses the Latin code pages with each other, and short texts in them with more.
    latin = latin_page(sample)
    if best is None or best.encoding in LATIN_PAGES or latin.certain:
        return latin.encoding
    return _told_apart(sample, best.encoding)


def _told_apart(sample: bytes, guessed: str) -> str:
    """``guessed``, or the encoding that it is taken for though the bytes say otherwise."""
    if guessed == "cp874":
        # Most Thai letters are no letters in the Arabic page, and hardly a word does without.
        arabic = oddness(sample.decode("iso8859_6", "replace"))
        return "iso8859_6" if reads_well(arabic) and arabic.one_alphabet > _ONE_SCRIPT else guessed
    if guessed == "cp1251":
        # Both have the small letters in one place but for one, and the capitals elsewhere.
        windows, mac = (
            oddness(sample.decode(page, "replace")) for page in ("cp1251", "mac_cyrillic")
        )
        is_clear = windows.neighbours > _MISREAD and mac.neighbours < windows.neighbours / 4
        return "mac_cyrillic" if is_clear and mac.one_alphabet > _ONE_SCRIPT else guessed
    return guessed


def _is_text_encoding(name: str) -> bool:
    try:
        return codecs.lookup(name)._is_text_encoding
    # A name with a NUL in it is a ValueError.
    except (LookupError, ValueError):
        return False
