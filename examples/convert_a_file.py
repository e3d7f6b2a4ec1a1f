"""Convert a file into every format a reader may want.

python examples/convert_a_file.py [FILE [FOLDER]]
"""

import sys
from pathlib import Path

import docconv

SEED = Path(__file__).parents[1] / "seeds" / "000_0b9f63057835dda3.txt"


def main(article: Path = SEED, folder: Path = Path("out")) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for suffix in ("docx", "pdf", "epub", "html"):
        output = folder / f"{article.stem}.{suffix}"
        result = docconv.convert(article, output)
        print(f"{output}: {len(result.output)} bytes")
        for notice in result.notices:
            print(f"  notice: {notice.message}")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
