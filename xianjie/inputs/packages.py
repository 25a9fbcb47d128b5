"""Which files go out together: a notice, and the annexes, ledgers and plans that lie with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from checks.model import Enclosure, Package
from documents.model import OfficialDocument
from xianjie.inputs.opened import Opened

if TYPE_CHECKING:
    from ledgers.model import Ledger


def packages_of(opened: Opened) -> tuple[Package, ...]:
    """A package for every folder (or zip) that holds one notice and something else; files of folders below belong to it.

    Where a folder holds several issued documents, the notice is the one that lists annexes, forwards or issues; where that
    does not single one out, nobody can say what belongs to which, and there is no package.
    """
    folders = dict.fromkeys(_folder(path) for path, _ in opened.documents)
    return tuple(package for folder in folders if (package := _package(folder, opened)) is not None)


def _folder(path: str) -> str:
    return str(PurePosixPath(path).parent)


def _package(folder: str, opened: Opened) -> Package | None:
    here = [(path, document) for path, document in opened.documents if _folder(path) == folder]
    notice = _notice(here)
    if notice is None or any(_is_above(_folder(path), folder) for path, _ in opened.documents):
        return None
    path, document = notice
    enclosures = tuple(_enclosures(folder, path, opened))
    return Package(path, document, enclosures) if enclosures else None


def _notice(documents: Sequence[tuple[str, OfficialDocument]]) -> tuple[str, OfficialDocument] | None:
    if len(documents) == 1:
        return documents[0]
    carrying = [(path, document) for path, document in documents if _carries(document)]
    return carrying[0] if len(carrying) == 1 else None


def _carries(document: OfficialDocument) -> bool:
    return bool(document.text("附件说明")) or any(word in document.title for word in ("转发", "印发", "报送"))


def _is_above(folder: str, other: str) -> bool:
    return folder != other and (folder == "." or other.startswith(f"{folder}/"))


def _enclosures(folder: str, notice: str, opened: Opened) -> Iterator[Enclosure]:
    """The other files of the folder and those below it, in order."""
    documents = {**dict(opened.documents), **dict(opened.texts)}
    ledgers: dict[str, list[Ledger]] = {}
    for ledger in opened.ledgers:
        ledgers.setdefault(ledger.path, []).append(ledger)
    for path in opened.files:
        inside = _folder(path) == folder or _is_above(folder, _folder(path))
        if path != notice and inside and (path in documents or path in ledgers):
            yield Enclosure(path, documents.get(path), tuple(ledgers.get(path, ())))
