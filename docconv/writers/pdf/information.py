"""What a PDF says about itself: the information dictionary, and the same as XMP.

XMP: ISO 16684-1; the marks of conformance: ISO 14289-1, 5 and ISO 19005-2, 6.6.4.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from html import escape

from docconv.ast import Meta
from docconv.xhtml.markup import clean

_PRODUCER = "docconv (reportlab)"

_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
<dc:format>application/pdf</dc:format>
{properties}
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""
_ALTERNATIVES = '<rdf:Alt><rdf:li xml:lang="x-default">{}</rdf:li></rdf:Alt>'


def information(meta: Meta, title: str, made: datetime) -> Mapping[str, str]:
    """The information dictionary (ISO 32000-1, 14.3.3)."""
    date = f"D:{made:%Y%m%d%H%M%S}+00'00'"
    entries = {
        "Title": title,
        "Author": ", ".join(meta.authors),
        "Subject": meta.description,
        "Keywords": ", ".join(_keywords(meta)),
        "Producer": _PRODUCER,
        "CreationDate": date,
        "ModDate": date,
    }
    return {key: clean(value)[0] for key, value in entries.items() if value}


def packet(meta: Meta, title: str, made: datetime) -> bytes:
    """The XMP packet that says the same, and which standards the file keeps to."""
    date = f"{made:%Y-%m-%dT%H:%M:%SZ}"
    authors = [", ".join(meta.authors)] if meta.authors else []
    properties = {
        "dc:title": _ALTERNATIVES.format(_xml(title)),
        "dc:creator": _listed("Seq", authors),
        "dc:description": _ALTERNATIVES.format(_xml(meta.description)) if meta.description else "",
        "dc:rights": _ALTERNATIVES.format(_xml(meta.rights)) if meta.rights else "",
        "dc:subject": _listed("Bag", _keywords(meta)),
        "dc:identifier": _xml(meta.identifier),
        "dc:language": _listed("Bag", [meta.language] if meta.language else []),
        "pdf:Keywords": _xml(", ".join(_keywords(meta))),
        "pdf:Producer": _PRODUCER,
        "xmp:CreateDate": date,
        "xmp:ModifyDate": date,
        "xmp:MetadataDate": date,
    }
    shown = "\n".join(f"<{key}>{value}</{key}>" for key, value in properties.items() if value)
    return _PACKET.format(properties=shown).encode()


def _listed(kind: str, values: list[str]) -> str:
    items = "".join(f"<rdf:li>{_xml(value)}</rdf:li>" for value in values)
    return f"<rdf:{kind}>{items}</rdf:{kind}>" if items else ""


def _keywords(meta: Meta) -> list[str]:
    keywords = meta.extra.get("keywords", ())
    if not isinstance(keywords, tuple):
        return []
    return [keyword for keyword in keywords if isinstance(keyword, str) and keyword]


def _xml(text: str) -> str:
    return escape(clean(text)[0], quote=False)
