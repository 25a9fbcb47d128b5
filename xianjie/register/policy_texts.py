"""The register and the policy texts: held against each other, drafted from a new one, two years' compared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from documents.opening import SUFFIXES, NotAPolicyTextError, read_policy_documents
from documents.package import UnreadableDocumentError
from documents.text import forwarded
from policies import load_register
from policies.differences import Differences, differences, years_between
from policies.drafts import read_entries
from policies.extraction import Draft, Statement, extract, statements_of
from policies.verification import PolicyText, Verification, policy_texts, verify
from xianjie.configuration import Configuration

_DRAFTS = (".yaml", ".yml")


class PolicyTextError(ValueError):
    """What was asked cannot be done with these files; the message is Chinese."""


class NotRead(Struct, frozen=True):
    """A file that could not be read, and why; `harmless` where it is only no policy text."""

    file: str
    reason: str
    harmless: bool


class VerificationRun(Struct, frozen=True):
    """What came of holding the register against the files."""

    verification: Verification
    not_read: tuple[NotRead, ...]
    all_wanted: bool

    @property
    def passed(self) -> bool:
        verification = self.verification
        unread = self.all_wanted and verification.unread
        unreadable = any(not file.harmless for file in self.not_read)
        return bool(verification.held) and not (verification.mismatches or unread or unreadable)


class ComparedText(Struct, frozen=True):
    """One side of a comparison."""

    file: str
    title: str
    statements: tuple[Statement, ...]


class PolicyComparison(Struct, frozen=True):
    """Two documents and what changed from the first to the second."""

    old: ComparedText
    new: ComparedText
    differences: Differences


def verify_sources(
    configuration: Configuration, folders: Sequence[Path], sources: Sequence[Path], *, all_wanted: bool = False
) -> VerificationRun:
    """The register, a county's own entries included, against policy texts.

    Raises:
        PolicyTextError: none of the sources could be read as a policy text.
    """
    texts: list[PolicyText] = []
    not_read: list[NotRead] = []
    for file, name in _files(sources):
        try:
            texts += policy_texts(name, read_policy_documents(file))
        except UnreadableDocumentError as error:
            not_read.append(NotRead(name, str(error), harmless=isinstance(error, NotAPolicyTextError)))
    if not texts:
        raise PolicyTextError("；".join(dict.fromkeys(file.reason for file in not_read)) or "文件夹里没有政策文件")
    register = load_register((*configuration.policies, *folders))
    return VerificationRun(verify(register, texts), tuple(not_read), all_wanted)


def _files(sources: Sequence[Path]) -> Iterator[tuple[Path, str]]:
    """Every file with the name it is called by: relative to the folder given."""
    for source in sources:
        if source.is_dir():
            found = sorted(f for f in source.rglob("*") if f.suffix.lower() in SUFFIXES and not f.name.startswith("~$"))
            yield from ((file, file.relative_to(source).as_posix()) for file in found)
        else:
            yield source, source.name


def draft_entries(file: Path, *, number: str = "") -> Draft:
    """Entries drafted from the document with that number, else the last in the file, which those above it forward.

    Raises:
        PolicyTextError: no document bears the number.
        UnreadableDocumentError: the file cannot be read, or is no policy text.
    """
    return extract(_chosen(file, number))


def _chosen(file: Path, number: str) -> PolicyText:
    documents = read_policy_documents(file)
    document = forwarded(documents, number)
    if document is None:
        known = "、".join(d.number for d in documents if d.number) or "没有读出文号"
        raise PolicyTextError(f"{file.name}：里面没有文号为 {number} 的文件（有：{known}）")
    return policy_texts(file.name, [document])[0]


def compare_texts(old: Path, new: Path) -> PolicyComparison:
    """What changed from one document to the other; each a policy text, or a register file.

    Raises:
        UnreadableDocumentError, DraftFileError: a file cannot be read.
    """
    before, after = _compared(old), _compared(new)
    years = years_between(before.title, after.title)
    return PolicyComparison(before, after, differences(before.statements, after.statements, years=years))


def _compared(file: Path) -> ComparedText:
    if file.suffix.lower() in _DRAFTS:
        title, statements = read_entries(file)
        return ComparedText(file.name, title, statements)
    text = _chosen(file, "")
    return ComparedText(file.name, text.name, statements_of(text.clauses))
