"""`xianjie rectify` as a call: problems in; lists to correct, 整改台账 and notices out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from msgspec import Struct, field

from checks.model import Finding
from drafting.rectification import LEDGER, NOTICE, ledger_context, ledger_title, notice_context
from ledgers.problems import WHOLE_COUNTY, Problem, refuted, united
from reports.rectification_workbook import render_rectification
from reports.return_list import render_return_list
from values.file_names import safe_name
from xianjie.configuration import Configuration
from xianjie.inputs.contexts import today
from xianjie.rectification.kept_problems import PREFIX, Kept, read_kept
from xianjie.rectification.problem_sources import gather
from xianjie.replacing import write_all

RETURN_LIST = "退回修改清单"
NO_TOWNSHIP = "未注明乡镇"
T = TypeVar("T")


class RectifyRequest(Struct, frozen=True):
    """What a user asked for."""

    source: Path
    folder: Path
    configuration: Configuration = field(default_factory=Configuration)
    year: int | None = None


class Rectified(Struct, frozen=True):
    """What was written, and what a person should know of it."""

    files: tuple[str, ...]
    returned: int
    problems: int
    new: int
    year: int
    left_out: Mapping[str, int]
    put_aside: tuple[str, ...]
    notes: tuple[str, ...]


def rectify(request: RectifyRequest) -> Rectified:
    """Read the source and the 整改台账 that stands, carry it on, write everything at the end.

    Raises:
        ProblemSourceError, FindingsFileError, VerdictError: the source cannot be used.
        KeptLedgerError: a 整改台账 in the folder cannot be read back.
    """
    gathered = gather(request.source, request.configuration)
    kept = read_kept(request.folder) if request.folder.is_dir() else Kept()
    year = request.year or gathered.year or today().year
    lines, new = united(kept.problems, gathered.problems, year)
    lines = refuted(lines, dict(gathered.refuted))
    files = {**_return_lists(gathered.returned), **_ledgers(lines, gathered.county or _county(request.configuration))}
    notes = _stale(request.folder, files)
    aside = write_all(request.folder, files)
    return Rectified(
        tuple(files), len(gathered.returned), len(lines), new, year, gathered.left_out, tuple(aside), (*kept.notes, *notes)
    )


def _county(configuration: Configuration) -> str:
    parts = (configuration.division or "").split("/")
    return parts[2] if len(parts) > 2 else ""


def _stale(folder: Path, files: Mapping[str, bytes]) -> list[str]:
    """Lists of an earlier run for townships that have nothing to correct now."""
    names = sorted(file.name for file in folder.glob(f"{RETURN_LIST}-*.xlsx") if file.name not in files)
    return [f"{name} 是以前的，这次没有要退回的内容，没有改动" for name in names]


def _return_lists(findings: Sequence[Finding]) -> dict[str, bytes]:
    groups = _by_place((finding.place.township or "", finding) for finding in findings)
    return {
        f"{RETURN_LIST}-{safe_name(township, NO_TOWNSHIP)}.xlsx": render_return_list(
            f"{township or NO_TOWNSHIP}{RETURN_LIST}", found
        )
        for township, found in groups.items()
    }


def _by_place(pairs: Iterable[tuple[str, T]]) -> dict[str, list[T]]:
    groups: dict[str, list[T]] = {}
    for place, item in pairs:
        groups.setdefault(place, []).append(item)
    return groups


def _ledgers(lines: Sequence[Problem], county: str) -> dict[str, bytes]:
    """A set a township and one for the county; nothing where there is no problem."""
    groups = _by_place((line.township, line) for line in lines if line.township)
    files: dict[str, bytes] = {}
    for township, own in groups.items():
        files |= _set(county, township, own)
    return files | (_set(county, "", lines) if lines else {})


def _set(county: str, township: str, lines: Sequence[Problem]) -> dict[str, bytes]:
    from templates import load_template

    name, title = safe_name(township, WHOLE_COUNTY), ledger_title(county, township)
    files = {
        f"{PREFIX}{name}.xlsx": render_rectification(title, lines),
        f"{PREFIX}{name}.docx": load_template(LEDGER).render(ledger_context(title, lines)),
    }
    if still_open := [line for line in lines if line.open]:
        context = notice_context(township, still_open, title)
        files[f"{NOTICE}-{name}.docx"] = load_template(NOTICE).render(context)
    return files
