"""What can go wrong, and what could not be carried over.

::

    DocconvError
    ├── FormatError    unknown format, or none can be told from the name
    ├── OptionError    an option that does not exist, or a value that does not fit it
    ├── ReadError      this input is broken: where, and how
    ├── WriteError     this output cannot be made or stored
    └── PluginError    an installed plug-in is unusable
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias


class DocconvError(Exception):
    """The base of every error docconv raises on purpose; its text is one line for a person."""


class FormatError(DocconvError):
    """No such format, or none can be told from the name."""


class OptionError(DocconvError):
    """An unknown option, or a value that does not fit it."""


class ReadError(DocconvError):
    """The input cannot be read."""


class WriteError(DocconvError):
    """The output cannot be made or stored."""


class PluginError(DocconvError):
    """An installed plug-in is unusable."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a person should know though the conversion went on.

    *code* is stable and made for programs (``title-inferred``, ``missing-glyph``); *message* is a
    sentence for people.
    """

    code: str
    message: str


Warn: TypeAlias = Callable[[Notice], None]
