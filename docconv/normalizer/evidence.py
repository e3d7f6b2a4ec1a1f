"""What a document tells about itself: read once, used by every pass.

The document is its own best dictionary: "Ryder said" is why "rydertold" is *Ryder told*. Each
kind of evidence has a module of its own and is read when a pass first asks for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from docconv.normalizer.view import View


@dataclass(frozen=True)
class Evidence:
    """The evidence of one document, as it stood before the passes of a round."""

    view: View
