"""Turn a folder of articles into one EPUB, a chapter each.

python examples/folder_to_epub.py [FOLDER [OUTPUT]]
"""

import sys
from pathlib import Path

import docconv
from docconv import Document, files, metadata
from docconv.ast import Block, Heading, Meta, Text

SEEDS = Path(__file__).parents[1] / "seeds"


def chapter(article: Path) -> tuple[Block, ...]:
    """The repaired article under a heading: its title, or what can be inferred for one."""
    document, _ = docconv.normalize(docconv.read(article))
    title = metadata.title(document, lambda notice: None)
    return (Heading(1, (Text(title),)), *document.blocks)


def main(folder: Path = SEEDS, output: Path = Path("out/articles.epub")) -> None:
    articles = sorted(folder.glob("*.txt"))
    blocks = tuple(block for article in articles for block in chapter(article))
    book = Document(blocks, Meta(title="Collected articles", language="en"))
    output.parent.mkdir(parents=True, exist_ok=True)
    files.save(output, docconv.write(book, "epub"))
    print(f"{output}: {len(articles)} articles")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
