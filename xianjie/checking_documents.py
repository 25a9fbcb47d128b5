"""`xianjie check` of official documents alone: without the readers of ledgers, their checks and engines.

What comes out is what xianjie.checking_inputs would give, except that only the checks that were run are named.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from msgspec import Struct, field

from checks.catalogue import chosen_among, document_checks, is_known
from checks.engine.documents import judge_documents
from checks.engine.inputs import Assignment, DocumentInput
from checks.engine.results import RunResult
from checks.model import Check
from checks.packs import runs
from checks.result import CheckResult
from documents.model import OfficialDocument
from ledgers.readers.sources import SourceFile, collect_files
from policies import Register, load_register
from policies.forms.form import FormError, load_form
from values.divisions import Division, parse_division
from xianjie.check_request import CheckRequest, Progress
from xianjie.check_results import result_of
from xianjie.configuration import Configuration, ConfigurationError, configured_settings
from xianjie.inputs.contexts import Options
from xianjie.inputs.official_documents import TextFile, text_file
from xianjie.inputs.opened import Opened
from xianjie.inputs.placing import Placed, place_inputs

if TYPE_CHECKING:
    from collections.abc import Sequence

_NO_LEDGER_IN = frozenset({".docx"})  # unless there is a table; any other form may hold a ledger without showing one


class DocumentsOnly(Struct):
    """An attempt at a request: `result` where it is one of official documents alone, else what has been read of it."""

    result: CheckResult | None = None
    known: dict[SourceFile, TextFile | None] = field(default_factory=dict)


def check_documents(request: CheckRequest, progress: Progress | None = None) -> DocumentsOnly:
    """Check the inputs where all of them are official documents without tables, and nothing is asked beyond them."""
    attempt = DocumentsOnly()
    checks = _checks(request)
    sources = collect_files(request.paths) if checks else []
    if checks is None or not sources or not all(map(_may_be_alone, sources)):
        return attempt
    configuration = request.configuration
    register = load_register((*configuration.policies, *request.policies))
    if _has_own_checks(register):
        return attempt
    configured = configured_settings(configuration, register, request.settings)
    options, default = options_of(request)
    opened = _opened(sources, attempt, progress)
    if opened is None:
        return attempt
    placed = place_inputs(opened, options, default, configuration.places)
    documents = document_inputs(placed, configuration)
    assignment = Assignment((), documents, register, configured, key=configuration.key)
    judged = judge_documents(checks, assignment)
    run = RunResult.of(judged.findings, judged.skipped, judged.applied)
    attempt.result = result_of(request, checks, assignment, opened, placed, run.findings, run)
    return attempt


def _checks(request: CheckRequest) -> tuple[Check, ...] | None:
    """The document checks chosen; None where others are named too."""
    known = document_checks()
    if not all(is_known(wanted, known) for wanted in (*request.select, *request.ignore)):
        return None
    chosen = chosen_among(known, request.select, request.ignore)
    return tuple(check for check in chosen if runs(check, request.configuration.packs))


def _may_be_alone(source: SourceFile) -> bool:
    return not source.members and PurePosixPath(source.path).suffix.lower() in _NO_LEDGER_IN


def _has_own_checks(register: Register) -> bool:
    """A county's own checks are of ledgers; whether they are written rightly is known with the ledgers' fields alone."""
    own = (requirement for requirement in register.requirements.values() if requirement.policy.local)
    return any(requirement.checks or requirement.sets_aside for requirement in own)


def _opened(sources: Sequence[SourceFile], attempt: DocumentsOnly, progress: Progress | None) -> Opened | None:
    """The documents; None at the first that is none, or that has a table, or where some go out together."""
    for done, source in enumerate(sources, start=1):
        text = attempt.known[source] = text_file(source)
        if text is None or not text.issued or any(_has_table(document) for document in _with_inner(text.document)):
            return None
        if progress is not None:
            progress("读取", done, len(sources))
    read = tuple((source.path, text.document) for source, text in attempt.known.items() if text is not None)
    opened = Opened(files=tuple(path for path, _ in read), documents=read)
    return None if _go_out_together(opened) else opened


def _go_out_together(opened: Opened) -> bool:
    if len(opened.documents) < 2:
        return False
    from xianjie.inputs.packages import packages_of

    return bool(packages_of(opened))


def _with_inner(document: OfficialDocument) -> Iterator[OfficialDocument]:
    yield document
    for inner in document.inner:
        yield from _with_inner(inner)


def _has_table(document: OfficialDocument) -> bool:
    return any(paragraph.table is not None for paragraph in document.body)


def options_of(request: CheckRequest) -> tuple[Options, Division | None]:
    """What the user said of place and time, and the office's own place."""
    own = request.configuration
    return Options(_division(request.division, own), request.on, request.as_of), _division(own.division, own)


def _division(path: str | None, configuration: Configuration) -> Division | None:
    return parse_division(path, registered=configuration.places) if path else None


def document_inputs(placed: Placed, configuration: Configuration) -> tuple[DocumentInput, ...]:
    """The documents, to be held to the form the office has configured.

    Raises ConfigurationError: there is no such form.
    """
    try:
        form = load_form(configuration.form) if configuration.form else None
    except FormError as error:
        raise ConfigurationError(str(error)) from error
    return tuple(
        DocumentInput(document, path, context.division, context.on.day, context.as_of.day, form)
        for path, document, context in placed.documents
    )
