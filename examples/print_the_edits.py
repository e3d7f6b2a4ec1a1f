"""Use docconv from code: repair a text and print each repair with its reason.

python examples/print_the_edits.py
"""

import docconv

TEXT = """\
Pentagon spokesman, pat rydertold a press conference that “this is not something new.”

“We continue to see them attack power grids,” Ryder said.

“No country should support this war against Ukraine”Stoltenberg said.
"""


def main() -> None:
    document, edits = docconv.normalize(TEXT)
    for edit in edits:
        print(f"{edit.status} ({edit.confidence:.2f}) {edit.before!r} → {edit.after!r}")
        print(f"    {edit.why}")
    print()
    print(docconv.write(document, "text").decode())


if __name__ == "__main__":
    main()
