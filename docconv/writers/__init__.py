"""One module a format: ``write(document, options, warn) -> bytes`` and a dataclass ``Options``."""
