"""Documents and packages that stand for all checks of their kind, as trials: the same that tests/checks asks of them."""

from __future__ import annotations

import tempfile
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from checks.declare import REGISTRY
from checks.engine.inputs import DocumentInput, PackageInput
from tests.checks import tables
from tests.checks.packages import test_packages
from tests.checks.packages.making import written
from tests.checks.set_documents import specimen
from tests.checks.test_specimens import SETTLED
from tests.specimens import conformant
from xianjie.inputs.opening import open_inputs
from xianjie.inputs.packages import packages_of

_DAY = date(2024, 12, 31)
_FOLDER = Path(test_packages.__file__).parent


def agrees(code: str) -> bool:
    """What the check finds in all specimens, or in all packages, is what is asked of it."""
    check = REGISTRY[code]
    if check.form == "document":
        return _documents_agree(code, tables.run([check], documents=_specimens()).findings)
    if check.form == "package":
        return all(_package_agrees(code, given, finds) for given, finds in _packages())
    return True


def _documents_agree(code: str, findings: Any) -> bool:
    own = {defect.name: [defect.element] for defect in SETTLED if defect.code == code}
    found: dict[str, list[str]] = {}
    for finding in findings:
        if finding.path in own or finding.severity != "info":
            found.setdefault(finding.path, []).append(finding.element)
    return found == own


@cache
def _specimens() -> tuple[DocumentInput, ...]:
    names = [*conformant(), *(defect.name for defect in SETTLED)]
    return tuple(DocumentInput(specimen(name), name, None, _DAY, _DAY) for name in dict.fromkeys(names))


def _package_agrees(code: str, given: PackageInput, finds: list[str]) -> bool:
    findings = tables.run([REGISTRY[code]], packages=(given,)).findings
    return sorted(map(test_packages._told, findings)) == sorted(line for line in finds if line.startswith(f"{code} "))


@cache
def _packages() -> list[tuple[PackageInput, list[str]]]:
    read = []
    for file in sorted(_FOLDER.glob("*/*.yaml")):
        package = test_packages._load(file)
        with tempfile.TemporaryDirectory() as folder:
            opened = open_inputs([written(package, Path(folder) / "包")], None)
            read += [
                (PackageInput(each, None, _DAY, _DAY), list(package.get("finds", ())))
                for each in packages_of(opened)
            ]
    return read
