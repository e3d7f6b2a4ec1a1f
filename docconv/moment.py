"""When an output is said to have been made: never now, so that equal input gives equal bytes."""

from __future__ import annotations

import os
from datetime import UTC, datetime

from docconv.ast import Meta
from docconv.errors import WriteError

EARLIEST = datetime(1980, 1, 1, tzinfo=UTC)  # the first year that ZIP knows


def moment(meta: Meta) -> datetime:
    """``SOURCE_DATE_EPOCH`` (https://reproducible-builds.org/specs/source-date-epoch/), else the
    document's date, else 1980; in UTC.

    Raises WriteError if that variable is no number of seconds.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "").strip()
    if epoch:
        try:
            return datetime.fromtimestamp(int(epoch), UTC)
        except (ValueError, OverflowError, OSError) as error:
            raise WriteError(f"SOURCE_DATE_EPOCH is no number of seconds: {epoch}") from error
    try:
        date = datetime.fromisoformat(meta.date)
        return date.astimezone(UTC) if date.tzinfo else date.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return EARLIEST
