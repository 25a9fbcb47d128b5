"""Workbooks with an opening password."""

from __future__ import annotations

import io
from typing import Final

import msoffcrypto

from ledgers.readers.refusals import LockedError

# Excel encrypts a workbook whose structure alone is protected with this, and opens it without asking.
_UNASKED: Final = "VelvetSweatshop"


def decrypted(data: bytes, password: str | None) -> bytes:
    """The workbook inside; raises LockedError when no password opens it."""
    for candidate in (password, _UNASKED):
        if candidate:
            opened = _try(data, candidate)
            if opened is not None:
                return opened
    raise LockedError(given=password is not None)


def _try(data: bytes, password: str) -> bytes | None:
    target = io.BytesIO()
    try:
        file = msoffcrypto.OfficeFile(io.BytesIO(data))
        file.load_key(password=password)
        file.decrypt(target)
    except Exception:  # noqa: BLE001  # the library raises its own and others' errors alike for a wrong key
        return None
    return target.getvalue()
