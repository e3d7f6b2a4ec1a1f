"""Leave out one repair: normalize, review the edits, normalize again with an id rejected.

python examples/reject_a_repair.py
"""

import docconv

TEXT = "According to kyiv, the army has used iranian drones in recent weeks.\n"


def main() -> None:
    _, edits = docconv.normalize(TEXT)
    unwanted = next(edit for edit in edits if "yiv" in edit.after or edit.before in ("k", "kyiv"))
    print(f"rejecting {unwanted.id}: {unwanted.before!r} → {unwanted.after!r}")
    document, edits = docconv.normalize(TEXT, reject={unwanted.id})
    print(docconv.write(document, "text").decode(), end="")
    print([f"{edit.id} {edit.status}" for edit in edits])


if __name__ == "__main__":
    main()
