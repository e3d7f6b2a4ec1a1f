"""One module a format: ``read(data, options, warn) -> Document`` and a dataclass ``Options``."""
