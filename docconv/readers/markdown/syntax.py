"""What Pandoc's Markdown has beyond CommonMark and pyromark's parser does not know."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape, unescape

from docconv.ast import Attr, Inline, Span, Subscript, Superscript, Text

# {#id .class key=value key="value"}, without the characters that Markdown could take for its own.
_KEY = r"[A-Za-z_:][\w:.-]*"
_VALUE = r"\"[^\"<>`*\[\]\\$\n]*\"|'[^'<>`*\[\]\\$\n]*'|[^\s\"'{}<>`*\[\]\\$=]+"
_NAME = r"[^\s{}<>`*\[\]\\$\"']+"
_ITEM = rf"#{_NAME}|\.{_NAME}|-(?=[\s}}])|{_KEY}=(?:{_VALUE})"
ATTRIBUTES = re.compile(rf"\{{\s*(?:{_ITEM})(?:\s+(?:{_ITEM}))*\s*\}}")
RAW_FORMAT = re.compile(r"\{=([\w+.-]+)\}")
_ONE_ITEM = re.compile(_ITEM)

_INLINE = re.compile(rf"\^([^\s^~]+)\^|~([^\s^~]+)~|\[\]({ATTRIBUTES.pattern})")
_CODE_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_DIV_FENCE = re.compile(r"( {0,3}):{3,}")


def parse_attributes(source: str) -> Attr:
    """The attributes in *source*, which ``ATTRIBUTES`` matches.

    >>> parse_attributes('{#x .a lang=de title="An &quot;i&quot;"}')
    Attr(id='x', classes=('a',), attributes=(('lang', 'de'), ('title', 'An "i"')))
    """
    identifier, classes, pairs = "", [], []
    for item in _ONE_ITEM.findall(source):
        name, equals, value = item.partition("=")
        if item.startswith("#"):
            identifier = unescape(item[1:])
        elif item == "-":
            classes.append("unnumbered")
        elif item.startswith("."):
            classes.append(unescape(item[1:]))
        elif equals:
            pairs.append((name, unescape(value.strip(value[0]) if value[0] in "\"'" else value)))
    return Attr(identifier, tuple(classes), tuple(pairs))


def inlines(text: str) -> Iterator[Inline]:
    """*text* with its ``^raised^`` and ``~lowered~`` parts and its anchors, ``[]{#id}``."""
    end = 0
    for match in _INLINE.finditer(text):
        if match.start() > end:
            yield Text(text[end : match.start()])
        raised, lowered, anchor = match.groups()
        if anchor:
            yield Text("", (Span(parse_attributes(anchor)),))
        else:
            yield Text(raised or lowered, (Superscript() if raised else Subscript(),))
        end = match.end()
    if end < len(text):
        yield Text(text[end:])


def fenced_divs(source: str) -> str:
    """*source* with Pandoc's fenced divisions written as HTML ones.

    >>> print(fenced_divs("::: {.note #n}\\nText\\n:::"))
    <BLANKLINE>
    <div id="n" class="note">
    <BLANKLINE>
    Text
    <BLANKLINE>
    </div>
    <BLANKLINE>
    """
    return "\n".join(_fenced(source.split("\n"))) if ":::" in source else source


def _fenced(lines: list[str]) -> Iterator[str]:
    code = ""  # the fence that the code block we are in began with
    depth = 0
    for line in lines:
        if fence := _CODE_FENCE.match(line):
            if not code:
                code = fence[1]
            elif fence[1].startswith(code) and not line.strip(" `~"):
                code = ""
        fence = None if code else _DIV_FENCE.match(line)
        said = line[fence.end() :].strip(" \t").rstrip(":").rstrip(" \t") if fence else ""
        attr = _div_attributes(said)
        if fence and attr:
            depth += 1
            yield from ("", f"{fence[1]}<div{_html(attr)}>", "")
        elif fence and depth and not said:
            depth -= 1
            yield from ("", f"{fence[1]}</div>", "")
        else:
            yield line


def _div_attributes(source: str) -> Attr | None:
    if ATTRIBUTES.fullmatch(source):
        return parse_attributes(source)
    return Attr(classes=(source,)) if re.fullmatch(r"[\w-]+", source) else None


def _html(attr: Attr) -> str:
    pairs = [("id", attr.id), ("class", " ".join(attr.classes))]
    pairs += [
        (name if name in ("lang", "dir") else f"data-{name}", v) for name, v in attr.attributes
    ]
    return "".join(f' {name}="{escape(value)}"' for name, value in pairs if value)
