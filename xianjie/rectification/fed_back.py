"""Problems fed back from above: a 问题清单 in whatever columns it has, every one a line of the 整改台账."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from ledgers.model import Ledger
from ledgers.problems import Problem, is_number
from values.divisions import Division, parse_division
from values.expressions import expression
from xianjie.configuration import Configuration
from xianjie.inputs.contexts import Options, context_of
from xianjie.inputs.opening import open_inputs

KIND = "rectification"
_CARRIED = {
    "source": "problem_source", "township": "township", "village": "village", "subject": "householder", "basis": "basis",
    "unit": "responsible_unit", "person": "responsible_person", "measure": "measure", "deadline": "deadline",
    "progress": "progress", "half_month": "report_half_month", "completed_on": "completed_on", "closed_on": "closed_on", "evidence": "evidence",
}  # fmt: skip
_DESCRIBED = ("problem", "village_problem", "problem_brief")
_NOT_REPEATED = frozenset({*_CARRIED.values(), "problem_id", "remark", "row_number", "householder_identity", "_row"})
_EVERYWHERE = expression(r"[各全]")
_TOWNSHIP = expression(r"[一-鿿]{1,8}?(?:镇|乡|街道)(?=$|人民政府|党委|办事处)")


class ProblemList(Struct, frozen=True):
    """The problems, with the county and year the list names."""

    problems: tuple[Problem, ...]
    county: str
    year: int | None


def read_problem_list(file: Path, configuration: Configuration) -> ProblemList:
    """The problems of a 问题清单; none when no such table is in the file."""
    opened = open_inputs([file], None, configuration.headers)
    own = [ledger for ledger in opened.ledgers if ledger.kind.kind == KIND]
    seen: Counter[str] = Counter()
    problems = tuple(_told_apart(problem, seen) for ledger in own for problem in _problems(ledger))
    contexts = [context_of(ledger, Options(), _default(configuration), configuration.places) for ledger in own]
    return ProblemList(
        problems,
        next((context.place.county for context in contexts if context.place.county), ""),
        next((context.year for context in contexts if context.year), None),
    )


def _default(configuration: Configuration) -> Division | None:
    return parse_division(configuration.division, registered=configuration.places) if configuration.division else None


def _told_apart(problem: Problem, seen: Counter[str]) -> Problem:
    """The ordinal among equals, as findings have it."""
    ordinal = seen[problem.fingerprint]
    seen[problem.fingerprint] += 1
    return replace(problem, fingerprint=f"{problem.fingerprint}-{ordinal}")


def _problems(ledger: Ledger) -> Iterator[Problem]:
    names = {field.field: field.name for field in ledger.kind.fields}
    for record in ledger.texts.iter_rows(named=True):
        texts = {name: str(text).strip() for name, text in record.items() if text is not None and str(text).strip()}
        if description := next((texts[name] for name in _DESCRIBED if name in texts), ""):
            yield _problem(texts, description, names)


def _problem(texts: Mapping[str, str], description: str, names: Mapping[str, str]) -> Problem:
    carried: dict[str, Any] = {name: texts.get(field, "") for name, field in _CARRIED.items()}
    carried["township"] = _township(carried["township"], carried["unit"])
    own = texts.get("problem_id", "")
    return Problem(
        **carried,
        number=own if is_number(own) else "",
        description=description,
        remark=_remark(texts, description, own, names),
        fingerprint=_fingerprint(own, carried, description),
    )


def _township(township: str, unit: str) -> str:
    """Where the line belongs; empty for a problem of the whole county."""
    if township:
        return "" if _EVERYWHERE.match(township) else township
    found = _TOWNSHIP.match(unit)
    return found[0] if found and not _EVERYWHERE.match(unit) else ""


def _remark(texts: Mapping[str, str], description: str, own: str, names: Mapping[str, str]) -> str:
    """What has no column in our ledger is not lost."""
    parts = [texts["remark"]] if "remark" in texts else []
    if own and not is_number(own):
        parts.append(f"来源编号：{own}")
    others = ((name, text) for name, text in texts.items() if name not in _NOT_REPEATED and text != description)
    return "；".join([*parts, *(f"{names.get(name, name)}：{text}" for name, text in others)])


def _fingerprint(own: str, carried: Mapping[str, str], description: str) -> str:
    key = (carried["source"], own, *(carried[name] for name in ("township", "village", "subject")), description)
    return "问题清单-" + hashlib.sha256("\x1f".join(key).encode()).hexdigest()[:20]
