"""Every text of a package with its place: what the notice says, what its annexes say, what stands round the ledgers."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from checks.annexed_files import annexed_files, without_year, years_in
from checks.model import Enclosure, Package
from checks.official_texts import is_foreign, own_texts, plain
from checks.package_places import Spot, aside_spot
from documents.model import OfficialDocument
from ledgers.model import Ledger
from values.expressions import expression

_ANNEX = expression(r"附件\s*(\d{1,2})")
_LONE_ANNEX = expression(r"附件(?!\s*[\d说])")
_DATE = expression(r"20\d{2}\s*年\s*\d{1,2}\s*月")
_PLACE = expression(r"^[一-鿿]{2,6}?(?:自治县|[县区市旗乡镇]|街道)")


class Said(Struct, frozen=True):
    """A text and where it stands."""

    text: str
    spot: Spot


class Named(Struct, frozen=True, eq=False):
    """A ledger of the package, the file it is in, and what a text may call it."""

    enclosure: Enclosure
    ledger: Ledger
    names: frozenset[str]


def texts_of(path: str, document: OfficialDocument) -> Iterator[Said]:
    """The texts a document says itself, without what it forwards."""
    for element in own_texts(document):
        yield Said(element.text, Spot(path, element.kind, element.place))


def notice_texts(package: Package) -> tuple[Said, ...]:
    return tuple(texts_of(package.path, package.notice))


def own_annexes(package: Package) -> Iterator[tuple[str, OfficialDocument]]:
    """The annexes that this office wrote, with their paths; another office's document says what it says."""
    for enclosure in package.enclosures:
        if enclosure.document is not None and not is_foreign(enclosure.document):
            yield enclosure.path, enclosure.document


def annex_texts(package: Package) -> Iterator[Said]:
    for path, document in own_annexes(package):
        yield from texts_of(path, document)


def aside_texts(ledgers: tuple[Named, ...]) -> Iterator[tuple[Named, Said]]:
    """What stands above and below the ledgers in workbooks."""
    for named in ledgers:
        if named.enclosure.document is None:
            for aside in named.ledger.asides:
                yield named, Said(aside.text, aside_spot(named.enclosure, named.ledger, aside.text))


def named_ledgers(package: Package) -> tuple[Named, ...]:
    """Every ledger with its names: the title, the name of its kind, 附件N and what the list of annexes calls it."""
    entries = {annexed.enclosure.path: annexed.entry for annexed in annexed_files(package)}
    found = []
    for enclosure in package.enclosures:
        for ledger in enclosure.ledgers:
            names = {ledger.kind.name, *ledger.kind.titles, *ledger.kind.ledger_tables}
            names |= {_bare(ledger.title or "")}
            if (entry := entries.get(enclosure.path)) is not None:
                names |= {f"附件{entry.number}", _bare(entry.name)}
            found.append(Named(enclosure, ledger, frozenset(name for name in names if len(name) > 2)))
    return tuple(found)


def _bare(title: str) -> str:
    return _PLACE.sub("", without_year(plain(title)))


def ledgers_named(text: str, ledgers: tuple[Named, ...]) -> tuple[Named, ...]:
    """The ledgers a text names beyond doubt: by 附件N where it says so, else each by the longest of its names it holds."""
    numbers = {f"附件{number}" for number in _ANNEX.findall(text)}
    if numbers:
        return tuple(named for named in ledgers if named.names & numbers)
    first = tuple(named for named in ledgers if "附件1" in named.names)
    if first and len(ledgers) == 1 and _LONE_ANNEX.search(text):
        return first
    bare = without_year(plain(text))
    held = {named: _longest(named, bare) for named in ledgers if _is_of_year(named, text)}
    return tuple(named for named, name in held.items() if name and not _is_doubtful(name, list(held.values())))


def names_a_ledger(text: str, ledgers: tuple[Named, ...]) -> bool:
    """Also one that cannot be told from another."""
    return bool(_ANNEX.search(text)) or any(_longest(named, without_year(plain(text))) for named in ledgers)


def _longest(named: Named, text: str) -> str:
    return max((name for name in named.names if name in text), key=len, default="")


def _is_doubtful(name: str, every: list[str]) -> bool:
    """Another ledger bears the name too, or a longer one that holds it."""
    return every.count(name) > 1 or any(name != other and name in other for other in every)


def _is_of_year(named: Named, text: str) -> bool:
    told, own = years_in(_DATE.sub("", text)), years_in(named.ledger.title or "")
    return not told or not own or bool(told & own)
