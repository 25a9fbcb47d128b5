"""`xianjie fix` as a call: what the checks find and a repair exists for is mended, check by check.

After each repair the document is read and checked again: a repair that leaves its fault, or brings another one, is taken back.
A document without such faults comes out byte for byte as it went in.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from checks.catalogue import all_checks
from checks.engine.inputs import Assignment, DocumentInput
from checks.engine.run import run_checks
from checks.model import Check, Finding
from documents.docx import docx_documents
from documents.editing.package import BODY, paragraphs_of, parsed, read_members, rewritten, written
from documents.editing.properties import Tracking
from documents.model import OfficialDocument
from documents.package import UnreadableDocumentError
from policies import load_register
from policies.forms.form import Form, load_form
from values.files import write_beside
from xianjie.repair.formats import FORMAT_REPAIRS
from xianjie.repair.model import Change, Parts, Work
from xianjie.repair.texts import TEXT_REPAIRS, repair_texts, replace_where_found

AUTHOR = "衔接"
_REPLACED = frozenset({"DOC356", "DOC413"})
_REVISIONS = "DOC433"  # what a tracked repair leaves on purpose
_FOLLOWERS = 8  # repairs that one repair may make needful
_ROUNDS = 2  # one repair may lay bare what another one mends


class NotRepairableError(ValueError):
    """The document cannot be repaired as it is; the message is Chinese."""


class Repaired(Struct, frozen=True):
    """The repaired document, what was changed in it, and what is left to a person."""

    data: bytes
    changes: tuple[Change, ...]
    left: tuple[Finding, ...]


def repair_codes() -> tuple[str, ...]:
    """The checks whose findings can be repaired, in the order they are: paper and typeface first, texts after."""
    return (*FORMAT_REPAIRS, *TEXT_REPAIRS, *sorted(_REPLACED))


def repair_file(path: Path, output: Path, *, day: date, track: bool = False, form: Form | None = None) -> Repaired:
    """Write the repaired copy of a .docx; the input is never changed.

    Raises:
        NotRepairableError: it is no .docx, no official document, or the copy would replace the input.
    """
    if output.resolve() == path.resolve():
        raise NotRepairableError(f"{output.name}：修好的文件不能盖掉原文件，请换一个文件名")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise NotRepairableError(f"{path.name}：打不开，没有这个文件或没有读取权限") from error
    if not data.startswith(b"PK"):
        raise NotRepairableError(f"{path.name}：只能修 docx 文件，请用 WPS 或 Word 另存为 docx")
    repaired = repair(data, path.name, day=day, track=track, form=form or load_form())
    write_beside(output, repaired.data)
    return repaired


class _State(Struct, frozen=True):
    """A document on its way, with what the checks find in it."""

    data: bytes
    document: OfficialDocument
    findings: tuple[Finding, ...]
    changes: tuple[Change, ...] = ()


class _Job(Struct, frozen=True):
    """What stays the same while a document is repaired."""

    name: str
    day: date
    track: bool
    form: Form

    def state(self, data: bytes, changes: tuple[Change, ...] = ()) -> _State:
        document = _read(data, self.name)
        given = DocumentInput(document, self.name, None, self.day, self.day, self.form)
        run = run_checks(_document_checks(), Assignment((), (given,), load_register(), {}))
        return _State(data, document, run.findings, changes)

    def tracking(self, parts: Parts) -> Tracking | None:
        return Tracking.by(AUTHOR, f"{self.day.isoformat()}T00:00:00Z", parts.body) if self.track else None


def repair(data: bytes, name: str, *, day: date, track: bool, form: Form) -> Repaired:
    """The document with all mechanical faults repaired that can be without doing harm."""
    job = _Job(name, day, track, form)
    state = job.state(data)
    for _ in range(_ROUNDS):
        before = state
        for code in repair_codes():
            state = _mended(job, state, code, _kinds(state.findings)) or state
        if state is before:
            break
    return Repaired(state.data, state.changes, state.findings)


def _mended(
    job: _Job, state: _State, code: str, known: frozenset[tuple[str, str | None]], under: tuple[str, ...] = ()
) -> _State | None:
    """The state without a check's findings; None where the repair leaves them or brings what nobody can repair.

    What a repair shifts (a shorter date moves what is centred on it) is repaired along with it; `under` are the repairs that
    brought the findings.
    """
    mine = [finding for finding in state.findings if finding.code == code]
    if not mine:
        return None
    data, told = _edited(code, state, mine, job, following=bool(under))
    if not told:
        return None
    after: _State | None = job.state(data, (*state.changes, *told))
    if after is None or sum(finding.code == code for finding in after.findings) >= len(mine):
        return None
    for _ in range(_FOLLOWERS):
        follower = next((f.code for f in after.findings if _is_new(f, known)), None)
        if follower is None:
            return after
        after = _mended(job, after, follower, known, (*under, code)) if follower not in (*under, code) else None
        if after is None:
            return None
    return None


def _is_new(finding: Finding, known: frozenset[tuple[str, str | None]]) -> bool:
    return (finding.code, finding.element) not in known and finding.code != _REVISIONS


def _kinds(findings: Sequence[Finding]) -> frozenset[tuple[str, str | None]]:
    return frozenset((finding.code, finding.element) for finding in findings)


@cache
def _document_checks() -> tuple[Check, ...]:
    return tuple(check for check in all_checks() if check.form == "document")


def _read(data: bytes, name: str) -> OfficialDocument:
    try:
        found = docx_documents(data, name)
    except UnreadableDocumentError as error:
        raise NotRepairableError(str(error)) from error
    if not found:
        raise NotRepairableError(f"{name}：里面没有文字")
    return replace(found[0], inner=(*found[0].inner, *found[1:]))


def _parts(data: bytes) -> Parts:
    members = read_members(data)
    body = parsed(members[BODY])
    numbered: dict[int, list[object]] = {}
    for number, node in paragraphs_of(body):
        numbered.setdefault(number, []).append(node)
    return Parts(body, numbered, {}, members)  # type: ignore[arg-type]


def _edited(
    code: str, state: _State, findings: Sequence[Finding], job: _Job, *, following: bool
) -> tuple[bytes, Sequence[Change]]:
    parts = _parts(state.data)
    work = Work(findings, state.document, job.form, parts, job.tracking(parts), following)
    if code in FORMAT_REPAIRS:
        changes = FORMAT_REPAIRS[code](work)
    elif code in TEXT_REPAIRS:
        changes = repair_texts(code, work)
    else:
        changes = replace_where_found(code, work) if code in _REPLACED else ()
    edited = {name: written(root) for name, root in {BODY: parts.body, **parts.others}.items()}
    return rewritten(state.data, {name: new for name, new in edited.items() if _differs(parts, name, new)}), changes


def _differs(parts: Parts, name: str, new: bytes) -> bool:
    """A part that was only looked at keeps its bytes."""
    return name not in parts.members or written(parsed(parts.members[name])) != new


__all__ = ["NotRepairableError", "Repaired", "repair", "repair_codes", "repair_file"]
