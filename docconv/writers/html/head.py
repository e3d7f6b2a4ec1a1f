"""What a page says about itself: to browsers, search engines, and those who share a link to it."""

from __future__ import annotations

import json

from docconv.ast import Meta
from docconv.xhtml.markup import attribute, escape
from docconv.xhtml.masthead import day


def head(meta: Meta, title: str, tag: str, css: str) -> str:
    """The content of ``head`` for a document in the language *tag*, known by *title*, which may
    be inferred, and styled by *css*. It follows the vocabularies of Open Graph and schema.org."""
    named = [
        ("viewport", "width=device-width, initial-scale=1"),
        ("color-scheme", "light dark"),
        ("generator", "docconv"),
        *(("author", author) for author in meta.authors),
        ("dcterms.date", day(meta)),
        ("description", meta.description),
        ("dcterms.rights", meta.rights),
    ]
    properties = [
        ("og:type", "article"),
        ("og:title", title),
        ("og:description", meta.description),
        ("article:published_time", day(meta)),
    ]
    return "\n".join(
        [
            '<meta charset="utf-8">',
            f"<title>{escape(title)}</title>",
            *(_meta("name", key, value) for key, value in named if value),
            *(_meta("property", key, value) for key, value in properties if value),
            f'<script type="application/ld+json">{_linked_data(meta, title, tag)}</script>',
            "<style>\n" + css.replace("</", "<\\/") + "</style>",
        ]
    )


def _meta(kind: str, key: str, value: str) -> str:
    return f"<meta{attribute(kind, key)}{attribute('content', value)}>"


def _linked_data(meta: Meta, title: str, tag: str) -> str:
    """The same as JSON-LD, with nothing in it that could end the element around it."""
    known = {
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": title,
        "alternativeHeadline": meta.subtitle,
        "author": [{"@type": "Person", "name": author} for author in meta.authors],
        "datePublished": day(meta),
        "inLanguage": tag,
        "description": meta.description,
        "copyrightNotice": meta.rights,
        "identifier": meta.identifier,
    }
    said = {key: value for key, value in known.items() if value}
    return json.dumps(said, ensure_ascii=False).replace("<", "\\u003c")
