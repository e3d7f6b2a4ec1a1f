"""Bytes to text and back: encoding, byte-order mark, line ends. No opinion on the text."""

from __future__ import annotations

import re

from docconv.errors import Notice, ReadError, Warn

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_LINE_END = re.compile("\r\n?|[\x0b\x0c\u2028]")
# What XML cannot hold: the C0 controls but tab and newline, surrogates, the non-characters.
_FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_BINARY_SHARE = 0.1


def decode(data: bytes, warn: Warn, encoding: str = "") -> str:
    """The text of *data*: its byte-order mark decides, then *encoding*, then UTF-8, then
    Windows-1252 (with a Notice). Line ends become ``\\n``; characters that no output format can
    hold become U+FFFD, with a Notice.

    Raises ReadError if the bytes do not fit *encoding* or are no text.
    """
    return clean(_decoded(data, warn, encoding), warn)


def clean(text: str, warn: Warn) -> str:
    """*text* with ``\\n`` for every line end, and U+FFFD for what no output format can hold.
    Raises ReadError if so much of it is control characters that it is no text."""
    text = _LINE_END.sub("\n", text).replace("\u2029", "\n\n")
    text, count = _FORBIDDEN.subn("\ufffd", text)
    if count > len(text) * _BINARY_SHARE and count > 1:
        raise ReadError("this is not text: it holds too many control characters")
    if count:
        warn(Notice("control-characters", f"{count} control characters were replaced by U+FFFD"))
    return text


def encode(text: str, warn: Warn) -> bytes:
    """The bytes of *text* in UTF-8; lone surrogates, which are no characters, become U+FFFD, with
    a Notice."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        text, count = re.subn("[\ud800-\udfff]", "\ufffd", text)
        warn(Notice("control-characters", f"{count} lone surrogates were replaced by U+FFFD"))
        return text.encode()


def _decoded(data: bytes, warn: Warn, encoding: str) -> str:
    for bom, name in _BOMS:
        if data.startswith(bom):
            data, encoding = data[len(bom) :], name
            break
    try:
        return data.decode(encoding or "utf-8")
    except LookupError:
        raise ReadError(f"unknown encoding: {encoding}") from None
    except UnicodeDecodeError as error:
        if encoding:
            raise ReadError(f"not valid {encoding}: byte {error.start} and on") from None
    if b"\x00" in data[:4096]:
        raise ReadError("this is not text: it holds NUL bytes")
    warn(Notice("encoding", "not valid UTF-8: read as Windows-1252"))
    return data.decode("cp1252", errors="replace")
