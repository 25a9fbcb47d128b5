"""Which files go out together: a notice, and the annexes, ledgers and plans that lie with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from checks.model import Enclosure, Package
from checks.official_texts import plain
from documents.model import OfficialDocument
from xianjie.inputs.opened import Opened

if TYPE_CHECKING:
    from ledgers.model import Ledger

_CARRYING = ("转发", "印发", "报送")
_Document = tuple[str, OfficialDocument]


def packages_of(opened: Opened) -> tuple[Package, ...]:
    """A package for every folder (or zip) that holds one notice and something else; files of folders below belong to it.

    Where a folder holds several issued documents, the notice is the one that lists annexes, forwards or issues, and is not
    itself quoted by another of them; where that does not single one out, nobody can say what belongs to which, and there is no
    package. A folder below with a notice that carries annexes of its own is a package of its own.
    """
    folders = dict.fromkeys(_folder(path) for path, _ in opened.documents)
    notices = {folder: notice for folder in folders if (notice := _notice(folder, opened)) is not None}
    own = {folder for folder in notices if _stands_alone(folder, notices)}
    return tuple(package for folder in notices if folder in own and (package := _package(notices[folder], own, opened)))


def _folder(path: str) -> str:
    return str(PurePosixPath(path).parent)


def _notice(folder: str, opened: Opened) -> _Document | None:
    here = [(path, document) for path, document in opened.documents if _folder(path) == folder]
    carrying = here if len(here) == 1 else [each for each in here if _carries(each[1])]
    heading = [each for each in carrying if not any(_quotes(other, each[1]) for other in carrying if other is not each)]
    return heading[0] if len(heading) == 1 else None


def _carries(document: OfficialDocument) -> bool:
    return bool(document.text("附件说明")) or any(word in document.title for word in _CARRYING)


def _quotes(other: _Document, document: OfficialDocument) -> bool:
    """The other names it: it goes along with the other."""
    texts = "".join((*(e.text for e in other[1].elements), *(p.text for p in other[1].body)))
    return _is_named(document, plain(texts))


def _is_named(document: OfficialDocument, texts: str) -> bool:
    number, title = re.sub(r"\s", "", document.number), plain(document.title)
    return bool(title and title in texts) or bool(re.search(r"\d号$", number) and number in texts)


def _stands_alone(folder: str, notices: dict[str, _Document]) -> bool:
    """No notice lies above it, or its own carries annexes that the one above does not speak of."""
    above = [notice for other, notice in notices.items() if _is_above(other, folder)]
    own = notices[folder][1]
    return not above or (_carries(own) and not any(_quotes(notice, own) for notice in above))


def _package(notice: _Document, own: set[str], opened: Opened) -> Package | None:
    path, document = notice
    enclosures = tuple(_enclosures(path, own, opened))
    return Package(path, document, enclosures) if enclosures else None


def _is_above(folder: str, other: str) -> bool:
    return folder != other and (folder == "." or other.startswith(f"{folder}/"))


def _belongs(folder: str, path: str, own: set[str]) -> bool:
    """It lies in the folder or below, and not in one below with a notice of its own."""
    lies_in = _folder(path)
    if lies_in != folder and not _is_above(folder, lies_in):
        return False
    return not any(_is_above(folder, other) and (lies_in == other or _is_above(other, lies_in)) for other in own)


def _enclosures(notice: str, own: set[str], opened: Opened) -> Iterator[Enclosure]:
    """The other files in order; one that could not be read lies there all the same."""
    documents = {**dict(opened.documents), **dict(opened.texts)}
    ledgers = _ledgers(opened)
    for path in opened.files:
        if path != notice and _belongs(_folder(notice), path, own):
            yield Enclosure(path, documents.get(path), tuple(ledgers.get(path, ())))


def _ledgers(opened: Opened) -> dict[str, list[Ledger]]:
    """The ledgers of each file; a data set of millions of rows goes out with no notice."""
    found: dict[str, list[Ledger]] = {}
    if opened.ledgers:
        from ledgers.columnar.model import StoredLedger

        for ledger in opened.ledgers:
            if not isinstance(ledger, StoredLedger):
                found.setdefault(ledger.path, []).append(ledger)
    return found
