"""The document as XHTML, for web pages and e-books: markup that is valid as HTML5 and as XML."""

from docconv.xhtml.anchors import Anchors
from docconv.xhtml.blocks import Renderer
from docconv.xhtml.context import EPUB, HTML, Context
from docconv.xhtml.losses import Losses
from docconv.xhtml.masthead import masthead, tidy
from docconv.xhtml.pictures import Pictures

__all__ = [
    "EPUB",
    "HTML",
    "Anchors",
    "Context",
    "Losses",
    "Pictures",
    "Renderer",
    "masthead",
    "tidy",
]
