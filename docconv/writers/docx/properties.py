"""What is known about the document, as the package's property parts."""

from __future__ import annotations

from collections.abc import Mapping

from docconv import pandoc
from docconv.ast import Meta, MetaValue
from docconv.moment import moment
from docconv.writers.docx.markup import DECLARATION, attribute, escape

_CORE = (
    ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_CUSTOM = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # the property set of a person's own making


def core(meta: Meta, title: str, language: str) -> str:
    """The core properties part (ECMA-376-2, 11.1)."""
    stamp = moment(meta).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"
    keywords = meta.extra.get("keywords", "")
    fields = {
        "dc:title": title,
        "dc:creator": "; ".join(meta.authors),
        "cp:keywords": _text(keywords),
        "dc:description": meta.description,
        "dc:identifier": meta.identifier,
        "dc:language": language,
    }
    elements = "".join(f"<{tag}>{escape(text)}</{tag}>" for tag, text in fields.items() if text)
    dates = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{stamp}</dcterms:{name}>'
        for name in ("created", "modified")
    )
    return f"{DECLARATION}<cp:coreProperties{_CORE}>{elements}{dates}</cp:coreProperties>"


def app() -> str:
    """The extended properties part: which program made this."""
    return (
        f'{DECLARATION}<Properties xmlns="{_OFFICE}/extended-properties">'
        "<Application>docconv</Application></Properties>"
    )


def custom(meta: Meta) -> str:
    """The part with what has no property of its own; nothing if there is no such thing."""
    found: dict[str, MetaValue] = {
        "subtitle": meta.subtitle,
        "date": meta.date,
        "rights": meta.rights,
        "credits": meta.credits,
        **{name: value for name, value in meta.extra.items() if name != "keywords"},
    }
    # Word takes names that differ in case for equal.
    texts = {attribute(name).casefold(): (name, _text(value)) for name, value in found.items()}
    properties = "".join(
        f'<property fmtid="{_CUSTOM}" pid="{number}" name="{attribute(name)}">'
        f"<vt:lpwstr>{escape(text)}</vt:lpwstr></property>"
        for number, (name, text) in enumerate(filter(all, texts.values()), 2)
    )
    if not properties:
        return ""
    return (
        f'{DECLARATION}<Properties xmlns="{_OFFICE}/custom-properties" '
        f'xmlns:vt="{_OFFICE}/docPropsVTypes">{properties}</Properties>'
    )


def _text(value: MetaValue) -> str:
    """*value* in words, on one line."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Mapping):
        return "; ".join(f"{name}: {_text(inner)}" for name, inner in value.items())
    if pandoc.is_list(value):
        return "; ".join(map(_text, value))
    return " ".join(pandoc.text_of(value).split())
