"""衔接: the documented Python API. Each call is what the command of that name does, with values instead of text.

import xianjie
result = xianjie.check(xianjie.CheckRequest(paths=(Path("新田镇"),), division="江西省/赣州市/上犹县"))
for finding in result.findings: ...
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from xianjie.version import __version__

if TYPE_CHECKING:
    from xianjie.checking import CheckRequest, check
    from xianjie.checking_frames import check_frame
    from xianjie.comparing import compare, read_findings
    from xianjie.configuration import Configuration, find_configuration, load_configuration
    from xianjie.ledger_frames import LedgerFrame, read_ledgers
    from xianjie.typesetting import draft

_HOMES = {
    "CheckRequest": "xianjie.checking",
    "Configuration": "xianjie.configuration",
    "LedgerFrame": "xianjie.ledger_frames",
    "check": "xianjie.checking",
    "check_frame": "xianjie.checking_frames",
    "compare": "xianjie.comparing",
    "draft": "xianjie.typesetting",
    "find_configuration": "xianjie.configuration",
    "load_configuration": "xianjie.configuration",
    "read_findings": "xianjie.comparing",
    "read_ledgers": "xianjie.ledger_frames",
}


def __getattr__(name: str) -> Any:
    """Engines and readers are imported when a call is first asked for, not with the package."""
    if name not in _HOMES:
        raise AttributeError(f"module 'xianjie' has no attribute {name!r}")
    return getattr(importlib.import_module(_HOMES[name]), name)


__all__ = [
    "CheckRequest",
    "Configuration",
    "LedgerFrame",
    "__version__",
    "check",
    "check_frame",
    "compare",
    "draft",
    "find_configuration",
    "load_configuration",
    "read_findings",
    "read_ledgers",
]
