"""A county's own requirements for tests: one requirement with its check, written to a folder and loaded."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from checks.local import local_checks
from checks.model import Check
from policies.register import Register, load_register

NANKANG = ("江西省", "赣州市", "南康区")


def policy(checks: Sequence[Any], *, scope: str = "行") -> Mapping[str, Any]:
    """A document of 南康区 for 2024, a requirement for each check."""
    return {
        "id": "NK24",
        "title": "南康区台账管理办法",
        "number": "康农发〔2024〕6号",
        "divisions": ["/".join(NANKANG)],
        "valid": {"from": "2024-01-01", "to": "2024-12-31"},
        "requirements": [
            {"id": f"NK24-{n}", "clause": f"第{n}条", "title": f"第{n}项要求", "level": "户", "scope": scope, "area": "产业帮扶",
             "judged": "machine", "check": check}
            for n, check in enumerate(checks, start=1)
        ],
    }  # fmt: skip


def load(folder: Path, *checks: Any, scope: str = "行") -> tuple[Register, tuple[Check, ...]]:
    """JSON is YAML; the file stands in a folder of its own."""
    folder.mkdir(exist_ok=True)
    (folder / "本县.yaml").write_text(json.dumps(policy(checks, scope=scope), ensure_ascii=False), encoding="utf-8")
    register = load_register([folder])
    return register, local_checks(register)
