"""PDF: pages set like those of a book, tagged for every reader (PDF/UA-1, PDF/A-2a).

One module a concern, in the order in which text passes through them: :mod:`truetype` and
:mod:`kerning` read font files and :mod:`fonts` hands out their characters; :mod:`setting` sets
words, :mod:`galley` and :mod:`breaker` paragraphs; :mod:`inlines`, :mod:`blocks` and their like
turn nodes into items of a column; :mod:`pages` deals these out to pages, :mod:`paint` paints them;
:mod:`tags` and :mod:`file` write it all down.
"""

from __future__ import annotations

from collections import Counter

from docconv import metadata, walk
from docconv.ast import Document
from docconv.errors import Warn
from docconv.moment import moment
from docconv.writers.pdf.blocks import Composer
from docconv.writers.pdf.file import File
from docconv.writers.pdf.fonts import Library
from docconv.writers.pdf.frame import Frame
from docconv.writers.pdf.information import information, packet
from docconv.writers.pdf.inlines import InlineSetter
from docconv.writers.pdf.items import Column
from docconv.writers.pdf.losses import Losses
from docconv.writers.pdf.masthead import set_masthead
from docconv.writers.pdf.pages import paginate
from docconv.writers.pdf.pictures import Pictures
from docconv.writers.pdf.press import bookmarks, places, print_sheets
from docconv.writers.pdf.setting import TypeCase
from docconv.writers.pdf.theme import Options, Theme
from docconv.xhtml.languages import is_rtl, language

__all__ = ["Options", "write"]


def write(document: Document, options: Options, warn: Warn) -> bytes:
    """*document* as a PDF file.

    Raises WriteError if the font of the options cannot be used, OptionError if their sizes leave
    no room for text.
    """
    made = moment(document.meta)
    document = metadata.in_language(document, warn)
    tongue = language(document.meta.language) or "en"
    theme = Theme(options, tongue)
    losses = Losses()
    if document.meta.language and not language(document.meta.language):
        losses.add("language-invalid", document.meta.language)
    if is_rtl(tongue):
        losses.add("right-to-left", tongue)
    title = metadata.title(document, warn)
    library = Library(options.font)
    case = TypeCase(library)
    file = File(theme.page_width, theme.page_height)
    pictures = Pictures(file)
    targets = frozenset(walk.identifiers(document))
    inlines, measure = (
        InlineSetter(document, case, pictures, tally, targets, theme.tallest)
        for tally in (losses, Losses())
    )
    titled = bool(document.meta.title.strip())
    composer = Composer(theme, case, inlines, measure, losses, titled=titled)
    column = Column()
    frame = Frame(0.0, theme.width, file.root, theme.body, theme.align, tongue)
    set_masthead(composer, metadata.masthead(document), frame, column)
    composer.blocks(document.blocks, frame, column)
    sheets = paginate(column.finish(), theme.height, theme.line)
    found = places(sheets, theme)
    head = document.meta.title if options.running_head else ""
    print_sheets(sheets, file, theme, case, found, head)
    library.embed(file)
    _tell_missing(library.missing, document, losses)
    losses.tell(warn)
    return file.save(
        information(document.meta, title, made),
        tongue,
        packet(document.meta, title, made),
        bookmarks(composer.entries, found),
    )


def _tell_missing(missing: set[str], document: Document, losses: Losses) -> None:
    """Note which characters no font has, the most frequent first, as often as they occur."""
    if not missing:
        return
    counts = Counter(missing)  # once at least: not all stand in the text, some in the title
    for text in walk.texts(document.blocks):
        counts.update(character for character in text if character in missing)
    for character, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        shown = f" {character}" if character.isprintable() else ""
        losses.add("missing-glyph", f"U+{ord(character):04X}{shown}", max(count - 1, 1))
