"""HTML: real pages and fragments, by Beautiful Soup on lxml's parser.

`page` parses, `metadata` reads what the page says about itself, `notes` finds which elements are
notes, `main` which one is the article, `pictures` takes in what the page embeds; `body` converts
the rest by the meaning that :mod:`docconv.elements` gives to elements.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from docconv.ast import Document
from docconv.errors import ReadError, Warn
from docconv.readers.html.body import Body
from docconv.readers.html.main import main_content
from docconv.readers.html.metadata import metadata
from docconv.readers.html.page import Page
from docconv.readers.html.pictures import Pictures


@dataclass(frozen=True, slots=True)
class Options:
    """How to read a page."""

    encoding: str = field(
        default="", metadata={"help": "character encoding (default: told by the page)"}
    )
    main: bool = field(
        default=False, metadata={"help": "only the main content, not what surrounds it"}
    )
    base: str = field(
        default="", metadata={"help": "folder that the page's own pictures may be read from"}
    )


def read(data: bytes, options: Options, warn: Warn) -> Document:
    """The document in *data*. Scripts, styles, controls and navigation are left out, with a
    Notice; nothing is fetched, and no file is read but pictures inside ``options.base``.

    Raises ReadError if the bytes are no text or show none.
    """
    page = Page(data, options.encoding, warn)
    root = main_content(page.root) if options.main else page.root
    pictures = Pictures(options.base)
    meta = metadata(page, root)
    body = Body(page, pictures)
    blocks = body.blocks(root)
    if not blocks and not meta.title:
        raise ReadError("there is no text in it")
    body.tell(warn)
    return Document(blocks, meta, pictures.media)
