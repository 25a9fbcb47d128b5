"""Documents quoted in a package that lie in it: under their number, by their title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from checks.declare import check
from checks.model import Package, PackageAnswer
from checks.official_texts import is_short_for, plain
from checks.package_places import Spot
from checks.package_texts import Said, annex_texts, notice_texts
from documents.model import OfficialDocument
from values.expressions import expression

_NUMBER = r"[一-鿿]{1,12}\s*[〔\[［(（【]\s*\d{4}\s*[〕\]］)）】]\s*第?\d{1,4}\s*号"
_TITLE = r"《([^《》]+(?:《[^《》]*》[^《》]*)*)》"
_QUOTED = expression(rf"{_TITLE}\s*[（(]\s*({_NUMBER})\s*[）)]")
_TITLED = expression(_TITLE)
_NEARLY = 0.9
_SHORTEST = 8


def _bare(number: str) -> str:
    """A number by its sign, year and serial, however its brackets are written."""
    return "".join(re.findall(r"[一-鿿]|\d+", number.replace("第", "")))


def _documents(package: Package) -> Iterator[tuple[str, OfficialDocument]]:
    yield package.path, package.notice
    for enclosure in package.enclosures:
        if enclosure.document is not None:
            yield enclosure.path, enclosure.document


def _texts(package: Package) -> tuple[Said, ...]:
    """The texts that may quote: the notice's and those of the annexes that this office wrote."""
    return (*notice_texts(package), *annex_texts(package))


@check("PKG111", severity="error", source="引用的文号应与所附文件的文号一致", clause="党政机关公文处理工作条例第十九条")
def quoted_number_is_that_of_the_file(package: Package) -> Iterator[PackageAnswer]:
    """引用一起交来的文件，文号与那份文件自己的文号不同。

    写成“《标题》（文号）”、标题与包里某份文件相同的才比；括号写法不同不在这里报。那份文件没有文号、或文号还空着的不比。
    """
    for said in _texts(package):
        for title, number in _QUOTED.findall(said.text):
            for path, document in _documents(package):
                own = document.number
                if (
                    path == said.spot.path
                    or not re.search(r"\d{4}\D\s*第?\d", own)
                    or not _is_title(title, document.title)
                ):
                    continue
                if not _has_title_and_number(package, title, number):
                    yield said.spot.breach(
                        f"引用《{title}》的文号写的是{number}，那份文件自己的文号是{own}",
                        other=_spot(path, document, "发文字号"),
                        observed=number,
                        expected=own,
                        suggestion="核对文件，改正写错的文号",
                    )


def _has_title_and_number(package: Package, title: str, number: str) -> bool:
    """That document in the package, or another of the title, is the one that is meant."""
    return any(_is_title(title, d.title) and _bare(d.number) == _bare(number) for _, d in _documents(package))


def _is_title(quoted: str, title: str) -> bool:
    one, other = plain(quoted), plain(title)
    return one == other or (len(one) >= _SHORTEST and other.endswith(one))


def _spot(path: str, document: OfficialDocument, kind: str) -> Spot:
    found = next((element for element in document.elements if element.kind == kind), None)
    return Spot(path, found.kind, found.place) if found else Spot(path)


@check(
    "PKG112", severity="warning", source="引用的标题应与所附文件的标题一致", clause="党政机关公文处理工作条例第十九条"
)
def quoted_title_is_that_of_the_file(package: Package) -> Iterator[PackageAnswer]:
    """引用一起交来的文件，标题与那份文件自己的标题不同。

    文号相同、或标题只差一两处的才报；省去发文机关、用简称的不算，年份等数字不同的可能是另一份，不算。
    """
    titles = {plain(document.title) for _, document in _documents(package)}
    for said in _texts(package):
        for found in _TITLED.finditer(said.text):
            quoted, numbered = found[1], _QUOTED.match(said.text, found.start())
            if plain(quoted) in titles:
                continue
            for path, document in _documents(package):
                if path != said.spot.path and _misquoted(quoted, numbered[2] if numbered else "", document):
                    yield said.spot.breach(
                        f"引用的是《{quoted}》，那份文件自己的标题是“{document.title}”",
                        other=_spot(path, document, "标题"),
                        observed=quoted,
                        expected=document.title,
                        suggestion="核对文件，把标题改一致",
                    )


def _misquoted(quoted: str, number: str, document: OfficialDocument) -> bool:
    one, other = plain(quoted), plain(document.title)
    if is_short_for(one, other) or is_short_for(other, one):
        return False
    if number and _bare(number) == _bare(document.number):
        return True
    same_figures = re.findall(r"\d+", one) == re.findall(r"\d+", other)
    return same_figures and SequenceMatcher(None, one, other).ratio() >= _NEARLY
