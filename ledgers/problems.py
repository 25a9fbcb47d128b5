"""The lines of a 整改台账: what is written for each problem, numbers given once, a person's entries kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import fields, replace

from values.expressions import expression

PENDING = "待核，先核实再整改"
CONFIRMED = "经核实属实"
NOT_CONFIRMED = "经核实不属实"
WHOLE_COUNTY = "全县"
COLUMNS = (
    ("问题编号", "number"), ("问题来源", "source"), ("乡镇", "township"), ("村", "village"), ("对象", "subject"),
    ("问题描述", "description"), ("依据条款", "basis"), ("责任单位", "unit"), ("责任人", "person"), ("整改措施", "measure"),
    ("整改时限", "deadline"), ("整改进展", "progress"), ("半月报", "half_month"), ("完成日期", "completed_on"), ("销号日期", "closed_on"),
    ("佐证材料", "evidence"), ("备注", "remark"),
)  # fmt: skip
FINGERPRINT_COLUMN = "指纹"
_NUMBER = expression(r"(\d{4})-(.+)-(\d{3,})")


class Problem(Struct, frozen=True):
    """One line. What nobody has said yet is empty; `extra` are columns a person has added, by header."""

    number: str = ""
    source: str = ""
    township: str = ""
    village: str = ""
    subject: str = ""
    description: str = ""
    basis: str = ""
    unit: str = ""
    person: str = ""
    measure: str = ""
    deadline: str = ""
    progress: str = ""
    half_month: str = ""
    completed_on: str = ""
    closed_on: str = ""
    evidence: str = ""
    remark: str = ""
    fingerprint: str = ""
    extra: tuple[tuple[str, str], ...] = ()

    @property
    def open(self) -> bool:
        return not self.closed_on

    @property
    def pending(self) -> bool:
        return PENDING in self.remark


_TEXT_FIELDS = tuple(field.name for field in fields(Problem) if field.name != "extra")


def is_number(text: str) -> bool:
    """Is this a number of our form, 年份-乡镇-流水号?"""
    return _NUMBER.fullmatch(text) is not None


def united(kept: Sequence[Problem], found: Iterable[Problem], year: int) -> tuple[list[Problem], int]:
    """The ledger carried on: lines that stand stay, new problems follow with the next numbers; and how many are new."""
    lines = list(kept)
    places = {_identity(line): i for i, line in enumerate(lines)}
    likenesses = {_likeness(line): i for i, line in enumerate(lines) if not line.fingerprint}
    for problem in found:
        at = places.get(_identity(problem), likenesses.get(_likeness(problem)))
        if at is None:
            places[_identity(problem)] = len(lines)
            lines.append(problem)
        else:
            lines[at] = _carried_on(lines[at], problem)
    return _in_order(_numbered(lines, year)), len(lines) - len(kept)


def _identity(problem: Problem) -> str:
    return problem.fingerprint or problem.number or str(_likeness(problem))


def _likeness(problem: Problem) -> tuple[str, ...]:
    """What tells a line whose hidden fingerprint was deleted."""
    return (problem.township, problem.village, problem.subject, problem.description)


def _carried_on(line: Problem, problem: Problem) -> Problem:
    """The line as it stands, its blanks filled, a verdict that has come since entered."""
    filled = _filled(line, problem)
    if line.pending and not problem.pending:
        verdict = problem.remark or CONFIRMED
        return replace(filled, remark=line.remark.replace(PENDING, verdict))
    return filled


def _filled(line: Problem, other: Problem) -> Problem:
    blanks = {name: getattr(other, name) for name in _TEXT_FIELDS if not getattr(line, name)}
    known = {header for header, text in line.extra if text}
    extra = (*((h, t) for h, t in line.extra if t), *((h, t) for h, t in other.extra if h not in known))
    return replace(line, **blanks, extra=extra)


def refuted(lines: Iterable[Problem], verdicts: dict[str, str]) -> list[Problem]:
    """Lines that a person has since found not to be so: they keep their number, and say it."""
    return [_refuted(line, verdicts[line.fingerprint]) if line.fingerprint in verdicts else line for line in lines]


def _refuted(line: Problem, reason: str) -> Problem:
    if NOT_CONFIRMED in line.remark:
        return line
    verdict = f"{NOT_CONFIRMED}:{reason}" if reason else NOT_CONFIRMED
    remark = line.remark.replace(PENDING, "").strip("；")
    return replace(line, remark="；".join(part for part in (remark, verdict) if part))


def _numbered(lines: Iterable[Problem], year: int) -> list[Problem]:
    """Numbers for lines without one; serials go on from the highest ever given."""
    lines = list(lines)
    last: dict[str, int] = {}
    for line in lines:
        if match := _NUMBER.fullmatch(line.number):
            prefix = f"{match[1]}-{match[2]}"
            last[prefix] = max(last.get(prefix, 0), int(match[3]))
    numbered = []
    for line in lines:
        prefix = f"{year}-{line.township or WHOLE_COUNTY}"
        if not line.number:
            last[prefix] = last.get(prefix, 0) + 1
            line = replace(line, number=f"{prefix}-{last[prefix]:03d}")  # noqa: PLW2901 - the numbered line takes its place
        numbered.append(line)
    return numbered


def _in_order(lines: Sequence[Problem]) -> list[Problem]:
    """Townships as they first come, within them by year and serial."""
    order = {township: i for i, township in enumerate(dict.fromkeys(line.township for line in lines))}
    return sorted(lines, key=lambda line: (order[line.township], *_serial(line.number)))


def _serial(number: str) -> tuple[str, int]:
    match = _NUMBER.fullmatch(number)
    return (match[1], int(match[3])) if match else (number, 0)


def reconciled(townships: Sequence[Problem], county: Sequence[Problem]) -> tuple[list[Problem], list[str]]:
    """One ledger from the townships' books and the county's; where both say something, the township's, the other noted."""
    lines = list(townships)
    places = {_key(line): i for i, line in reversed(list(enumerate(lines)))}
    notes: list[str] = []
    for other in county:
        at = places.get(_key(other))
        if at is None:
            lines.append(other)
            continue
        differing = _differing(lines[at], other)
        notes += [f"{other.number}“{header}”两本台账不同，取乡镇台账，全县台账的写入备注" for header, _ in differing]
        said = "".join(f"；全县台账“{header}”：{text}" for header, text in differing)
        lines[at] = _filled(replace(lines[at], remark=f"{lines[at].remark}{said}".strip("；")), other)
    order = {_key(line): i for i, line in reversed(list(enumerate(county)))}
    return sorted(lines, key=lambda line: order.get(_key(line), len(order))), notes


def _key(line: Problem) -> str:
    return line.number or _identity(line)


def _differing(line: Problem, other: Problem) -> list[tuple[str, str]]:
    pairs = [(header, getattr(line, name), getattr(other, name)) for header, name in COLUMNS if name != "remark"]
    differing = [(header, theirs) for header, ours, theirs in pairs if ours and theirs and ours != theirs]
    if other.remark and other.remark not in line.remark:
        differing.append(("备注", other.remark))
    return differing
