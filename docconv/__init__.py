"""docconv turns damaged raw text into beautiful, valid DOCX, PDF, EPUB and HTML.

    docconv.convert("article.txt", "article.epub")

    document = docconv.read("article.txt")
    document, edits = docconv.normalize(document)
    pdf = docconv.write(document, "pdf")

Every repair is on record: what stood there, what stands there now, why, and how surely. The
nodes of a document are in :mod:`docconv.ast`.
"""

from docconv.ast import Document
from docconv.convert import Conversion, convert, normalize, read, write
from docconv.edits import Edit
from docconv.errors import (
    DocconvError,
    FormatError,
    Notice,
    OptionError,
    PluginError,
    ReadError,
    WriteError,
)
from docconv.formats import formats

__version__ = "0.1.0"

__all__ = [
    "Conversion",
    "DocconvError",
    "Document",
    "Edit",
    "FormatError",
    "Notice",
    "OptionError",
    "PluginError",
    "ReadError",
    "WriteError",
    "convert",
    "formats",
    "normalize",
    "read",
    "write",
]
