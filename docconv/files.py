"""Files: read whole, written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import stat
import sys

from docconv.errors import ReadError, WriteError


def load(path: str | os.PathLike[str]) -> bytes:
    """The bytes of the file *path*. Raises ReadError."""
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        raise ReadError(f"{os.fspath(path)}: {_cause(error)}") from error


def save(path: str | os.PathLike[str], data: bytes) -> None:
    """Make *data* the content of the file *path*, in folders that are made if need be: after a
    failure, or a kill at any moment, the old file stands there or the whole new one. Raises
    WriteError."""
    try:
        target = os.path.realpath(path)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        if os.path.exists(target) and not os.path.isfile(target):
            with open(target, "wb") as file:  # a device or a pipe cannot be replaced
                file.write(data)
        else:
            _replace(target, data)
    except OSError as error:
        raise WriteError(f"{os.fspath(path)}: {_cause(error)}") from error


def put_out(data: bytes) -> None:
    """Write *data* to the standard output. Raises WriteError; a reader that has gone is left to
    the caller, as BrokenPipeError."""
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise WriteError(f"standard output: {_cause(error)}") from error


def _replace(target: str, data: bytes) -> None:
    import tempfile

    folder, name = os.path.split(target)
    handle, temporary = tempfile.mkstemp(prefix=f".{name[:64]}.", dir=folder)
    try:
        with open(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, _mode(target))
        os.replace(temporary, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise


def _mode(target: str) -> int:
    """The permissions of the file that is replaced, else those of any new file."""
    with contextlib.suppress(OSError):
        return stat.S_IMODE(os.stat(target).st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _cause(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
