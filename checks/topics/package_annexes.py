"""The list of annexes and the files: none missing, none unlisted, each under its number and its name."""

from __future__ import annotations

from collections.abc import Iterator

from checks.annexed_files import (
    Annexed,
    Listed,
    annex_number,
    annexed_files,
    file_names,
    inner_mark,
    is_part,
    listed_annexes,
    near_name,
    same_name,
    titles_of,
    years_in,
)
from checks.declare import check
from checks.model import NotJudged, Package, PackageAnswer
from checks.package_places import Spot, title_spot
from documents.ordinals import value_of
from values.expressions import expression

_STANDARD = "GB/T 9704-2012"
_NUMBER = expression(r"\d+|[一二三四五六七八九十]+")


def _spot(package: Package, entry: Listed) -> Spot:
    return Spot(package.path, "附件说明", entry.element.place)


@check("PKG101", severity="warning", source=_STANDARD, clause="7.3.4、7.3.7", strength="规定")
def listed_annexes_are_there(package: Package) -> Iterator[PackageAnswer]:
    """附件说明列了的附件，文后没有，一起交来的文件里也没有。

    按文件里的标题、文件名、“附件N”的序号和相近的名称找。附件一个也没有一起交来的（可能另行报送）不判。
    """
    entries, files = listed_annexes(package.notice), annexed_files(package)
    found = {annexed.entry.number for annexed in files} | set(_in_the_notice(package, entries))
    missing = [entry for entry in entries if entry.number not in found]
    if missing and not files:
        yield NotJudged("附件说明所列的附件，一个也没有和通知放在一起")
        return
    for entry in missing:
        yield _spot(package, entry).breach(
            f"附件说明列了附件{entry.number}“{entry.name}”，没有找到这个附件",
            other=f"一起交来的附件：{'、'.join(dict.fromkeys(each.enclosure.path for each in files))}",
            observed=entry.name,
            expected="附件说明所列的附件齐全",
            suggestion="补上这个附件，或从附件说明中去掉",
        )


def _in_the_notice(package: Package, entries: tuple[Listed, ...]) -> Iterator[int]:
    """The annexes that stand in the file of the notice itself."""
    for inner in package.notice.inner:
        mark = _NUMBER.search(inner.text("附件"))
        number = value_of(mark[0]) if mark else None
        for entry in entries:
            if number == entry.number or same_name(entry.name, inner.title) or near_name(entry.name, inner.title):
                yield entry.number


@check("PKG102", severity="warning", source=_STANDARD, clause="7.3.4", strength="规定")
def annexes_are_listed(package: Package) -> Iterator[PackageAnswer]:
    """名为“附件N”的文件，附件说明没有列。

    只看文件名（或所在文件夹名）以“附件”加序号开头的。通知是纯文本、又没有附件说明的，可能存的时候丢了，不判。
    """
    entries, known = listed_annexes(package.notice), {annexed.enclosure.path for annexed in annexed_files(package)}
    unlisted = [each for each in package.enclosures if annex_number(package, each) and each.path not in known]
    if unlisted and not entries and package.notice.layout is None:
        yield NotJudged("通知是纯文本，看不出是不是漏了附件说明")
        return
    for enclosure in unlisted:
        listing = "、".join(entry.name for entry in entries)
        yield Spot(enclosure.path).breach(
            f"文件名是附件{annex_number(package, enclosure)}，"
            + (f"附件说明只列了{len(entries)}个" if entries else "通知没有附件说明"),
            other=_spot(package, entries[-1]) if entries else package.path,
            observed=enclosure.title or file_names(package, enclosure)[-1] if file_names(package, enclosure) else None,
            expected=f"附件说明所列：{listing}" if listing else "正文下编排附件说明",
            suggestion="在附件说明中补列，或把这个文件拿出来",
        )


@check("PKG103", severity="warning", source=_STANDARD, clause="7.3.7", strength="规定")
def annexes_bear_their_numbers(package: Package) -> Iterator[PackageAnswer]:
    """附件的序号与附件说明不同：文件名是附件2，附件说明里排第3；或文件里的“附件N”标记不同。

    按名称能在附件说明里找到的才判。附件1-1这样分开的，只看前面的数。
    """
    for annexed in annexed_files(package):
        if annexed.how in {"题名", "文件名"}:
            yield from _misnumbered(package, annexed)


def _misnumbered(package: Package, annexed: Annexed) -> Iterator[PackageAnswer]:
    enclosure, entry = annexed.enclosure, annexed.entry
    named, inside = annex_number(package, enclosure), inner_mark(enclosure)
    wrong: list[tuple[Spot, str, int]] = []
    if named and named != entry.number:
        wrong.append((Spot(enclosure.path), "文件名", named))
    if inside and inside[0] != entry.number and inside[0] != named:
        wrong.append((inside[1], "文件里的标记", inside[0]))
    elif inside and inside[0] != entry.number:
        wrong = [(inside[1], "文件名和文件里的标记都", inside[0])]
    for spot, what, number in wrong:
        yield spot.breach(
            f"“{entry.name}”在附件说明里是附件{entry.number}，{what}是附件{number}",
            other=_spot(package, entry),
            observed=f"附件{number}",
            expected=f"附件{entry.number}",
            suggestion="核对次序，把附件说明和附件的序号改一致",
        )


@check("PKG104", severity="warning", source=_STANDARD, clause="7.3.7", strength="规定")
def annexes_bear_their_names(package: Package) -> Iterator[PackageAnswer]:
    """附件自己的标题与附件说明列的名称不同：差几个字，或年份不同。

    附件标题应当与附件说明的表述一致。一个名称包含另一个（多了县名、“（样表）”）、书名号和空格不同的不算；附件没有标题的不判。
    """
    for annexed in annexed_files(package):
        enclosure, entry = annexed.enclosure, annexed.entry
        titles = titles_of(enclosure)
        if annexed.how == "题名" or not titles or is_part(package, enclosure) or _is_listed_by_number(annexed):
            continue
        yield title_spot(enclosure, titles[0]).breach(
            f"附件{entry.number}的标题是“{titles[0]}”，附件说明写的是“{entry.name}”{_of_which_year(titles[0], entry.name)}",
            other=_spot(package, entry),
            observed=titles[0],
            expected=entry.name,
            suggestion="核对附件，把附件说明和附件标题改一致",
        )


def _is_listed_by_number(annexed: Annexed) -> bool:
    document = annexed.enclosure.document
    return annexed.how == "文件名" and bool(document and document.number and "号" in annexed.entry.name)


def _of_which_year(title: str, name: str) -> str:
    one, other = years_in(title), years_in(name)
    return f"（{'、'.join(sorted(one))}年与{'、'.join(sorted(other))}年）" if one and other and not one & other else ""
