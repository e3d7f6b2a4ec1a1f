"""A writer plug-in: the document as a list of its sentences, numbered.

Installed in a package whose ``pyproject.toml`` says

    [project.entry-points."docconv.writers"]
    sentences = "writer_plugin"

it is a format like any other: ``docconv article.txt -t sentences -O start=10 -d out``, and
``docconv.write(document, "sentences", start=10)``. Here it is called directly:

python examples/writer_plugin.py
"""

import re
from dataclasses import dataclass, field

import docconv
from docconv import Document, Notice, walk
from docconv.ast import Image
from docconv.errors import Warn

SUFFIXES = (".sentences",)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True, slots=True)
class Options:
    """Each field is an option of the command (``-O start=10``) and of the library."""

    start: int = field(default=1, metadata={"help": "the first number"})


def write(document: Document, options: Options, warn: Warn) -> bytes:
    """The sentences of *document*, one a line. Says what it cannot carry."""
    images = sum(
        isinstance(inline, Image)
        for block in walk.blocks(document.blocks)
        for content in walk.inlines(block)
        for inline in content
    )
    if images:
        warn(Notice("images-dropped", f"{images} images cannot be shown as sentences"))
    sentences = [s for text in walk.texts(document.blocks) for s in _SENTENCE_END.split(text) if s]
    lines = (f"{number}. {text}\n" for number, text in enumerate(sentences, options.start))
    return "".join(lines).encode()


def main() -> None:
    document, _ = docconv.normalize("It was late.The iranian envoy left. Nobody followed.\n")
    print(write(document, Options(start=10), print).decode(), end="")


if __name__ == "__main__":
    main()
