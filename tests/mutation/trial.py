"""A mutant put in the place of the module, and judged by cases."""

from __future__ import annotations

import ast
import importlib
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from datetime import date
from functools import cache
from io import StringIO
from pathlib import Path
from types import CodeType, ModuleType

import pytest
from msgspec import Struct

from checks.declare import LAST_YEAR, REGISTRY
from checks.engine.inputs import DocumentInput, LedgerInput, PackageInput
from checks.engine.run import RunResult
from checks.model import Check, Finding
from tests.checks import packaged, tables, test_cases
from tests.mutation.reach import Module
from tests.mutation.standing import agrees

_TESTS = Path(__file__).parents[1]
_SECONDS = 20  # of the processor, for one case


class TooLongError(BaseException):
    """A mutant that does not come to an end."""


class Trial(Struct):
    """A case, ready to be run again and again."""

    code: str
    name: str
    case: test_cases.Case
    ledgers: list[LedgerInput]
    documents: tuple[DocumentInput, ...]
    packages: tuple[PackageInput, ...]
    noticed: int = 0

    def holds(self) -> bool:
        """What the case says is what comes out: the same as the test of the case asks."""
        try:
            with _limited():
                return self._agrees(self._run(REGISTRY[self.code]))
        except (Exception, TooLongError):  # noqa: BLE001 - whatever a mutant does, it was noticed
            return False

    def _run(self, check: Check) -> RunResult:
        return tables.run(
            [check],
            self.ledgers,
            documents=self.documents,
            packages=self.packages,
            configured=tables.configured(self.case.get("configured", {})),
            covers=self.case.get("complete", "乡镇"),
        )

    def _agrees(self, result: RunResult) -> bool:
        wanted = [text.partition("：") for text in self.case["finds"]]
        if [self._where(found) for found in result.findings] != [place for place, _, _ in wanted]:
            return False
        said = zip(result.findings, wanted, strict=True)
        reasons = "\n".join(s.reason for s in result.skipped if LAST_YEAR not in (s.path or ""))
        skipped = self.case["skipped"] in reasons if "skipped" in self.case else reasons == ""
        return skipped and all(words in found.message for found, (_, _, words) in said)

    def _where(self, found: Finding) -> str:
        return packaged.where(found) if "package" in self.case else tables.where(found, self.ledgers)


@contextmanager
def _limited() -> Iterator[None]:
    def stop(*_: object) -> None:
        raise TooLongError

    signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, _SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


@cache
def trials_of(code: str) -> tuple[Trial, ...]:
    """The cases of a check that hold as the code stands."""
    file = test_cases.CASES / f"{code}.yaml"
    if not file.exists():
        return ()
    _, cases = test_cases.load(file)
    return tuple(trial for name, case in cases if (trial := _trial(code, name, case)).holds())


def _trial(code: str, name: str, case: test_cases.Case) -> Trial:
    documents = test_cases._documents(case) if {"text", "specimen"} & set(case) else ()
    day = date.fromisoformat(case["on"])
    packages = tuple(packaged.given(case, test_cases._division(case), day))
    return Trial(code, name, case, list(test_cases._ledgers(case)), documents, packages)


def noticed(codes: Sequence[str]) -> bool:
    """Some case of these checks does not hold any more; those that noticed most before are asked first."""
    trials = [trial for code in codes for trial in trials_of(code)]
    for trial in sorted(trials, key=lambda each: -each.noticed):
        if not trial.holds():
            trial.noticed += 1
            return True
    return not all(map(_stands, codes))


def _stands(code: str) -> bool:
    """What documents and packages that stand for all checks are asked still holds."""
    try:
        with _limited():
            return agrees(code)
    except (Exception, TooLongError):  # noqa: BLE001 - the same
        return False


@cache
def _compiled(module: Module) -> CodeType:
    return compile(module.source, module.path, "exec")


@contextmanager
def in_place(module: Module, tree: ast.Module, dependents: Sequence[Module]) -> Iterator[None]:
    """The changed module, and those that import from it, run anew in their own places; all as before afterwards."""
    live = [importlib.import_module(each.name) for each in (module, *dependents)]
    before, registry = [dict(vars(each)) for each in live], dict(REGISTRY)
    try:
        _run_anew(live[0], compile(tree, module.path, "exec"))
        for each, own in zip(live[1:], dependents, strict=True):
            _run_anew(each, _compiled(own))
        yield
    finally:
        for each, names in zip(live, before, strict=True):
            vars(each).clear()
            vars(each).update(names)
        REGISTRY.clear()
        REGISTRY.update(registry)


def _run_anew(live: ModuleType, code: CodeType) -> None:
    for declared in [code for code, check in REGISTRY.items() if check.function.__module__ == live.__name__]:
        del REGISTRY[declared]
    exec(code, vars(live))  # noqa: S102 - our own module


def tests_fail(module: str) -> bool:
    """The module's own tests fail; they are imported anew, since they hold what they imported."""
    files = _tests_of(module)
    for file in files:
        sys.modules.pop(f"tests.{file.parent.name}.{file.stem}", None)
    with redirect_stdout(StringIO()):
        return bool(files) and pytest.main(["-x", "-q", "-p", "no:cacheprovider", "-n", "0", *map(str, files)]) != 0


@cache
def _tests_of(module: str) -> tuple[Path, ...]:
    """The files of tests/calculations that import the module."""
    files = sorted((_TESTS / "calculations").glob("test_*.py"))
    return tuple(file for file in files if f"from {module} import" in file.read_text(encoding="utf-8"))
