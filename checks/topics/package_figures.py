"""The figures a notice states of a ledger that goes out with it: households, persons, records, money."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from checks.declare import check
from checks.model import NotJudged, Package, PackageAnswer
from checks.named_places import township_named
from checks.package_places import Spot
from checks.package_texts import Named, Said, ledgers_named, named_ledgers, notice_texts
from ledgers.model import CellState, Field, Ledger
from values.amounts import format_money
from values.expressions import expression

_NUMBER = r"\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_TOTAL = r"(?:共计|共有|共列|共登记|共涉及|共安排|共|合计|总计|总数为?|一共)"
_COUNT = expression(
    rf"({_TOTAL})([一-鿿（）()“”]{{0,8}}?)({_NUMBER})\s*(户|人(?!次|均)|名|个|项|条|处|家)([一-鿿]{{0,6}})(?:[、，,和]?\s*([一-鿿]{{0,4}}?)({_NUMBER})\s*(人(?!次|均)|户))?"
)
_MONEY = expression(rf"([一-鿿]{{0,14}})({_NUMBER})\s*(亿元|万元|元)(?![／/])")
_LISTED_IN = expression(r"(?:见|列入|载入)\s*附件")
_APART = expression(r"其中|分别|约|左右|近|超过|以上|余|多[户人个项]|不少于|至少|力争|计划")
_SUBSET = expression(
    "减收|增收|新增|未|已|消除|销号|退出|整改|完成|办结|不合格|逾期|下降|后20%|一般|稳定|边缘|突发|重点|劳动力|就业|务工|系统"
)
_PERSONS = frozenset({"person_name", "person_identity"})
_SENTENCE = expression(r"[^。；;\n]+")
_UNITS = {"元": 100, "万元": 100 * 10**4, "亿元": 100 * 10**8}


def _stated(package: Package) -> Iterator[tuple[Said, str, Named]]:
    """The sentences of the notice that name one ledger of the package, up to where they turn to parts of it; no blank form."""
    ledgers = named_ledgers(package)
    for said in notice_texts(package):
        for sentence in _SENTENCE.findall(said.text):
            match ledgers_named(sentence, ledgers):
                case (named,) if named.ledger.frame.height:
                    yield said, _APART.split(sentence)[0], named


def _is_whole(package: Package, ledger: Ledger) -> bool:
    """A township's ledger says nothing of the county's total."""
    named = (township_named(text) for text in (ledger.title, ledger.reporting_unit) if text)
    return all(town is None or town in package.notice.agency + package.notice.title for town in named)


@check("PKG141", severity="warning", source="通知所说的户数、人数、个数应与所附台账一致")
def counts_are_those_of_the_ledger(package: Package) -> Iterator[PackageAnswer]:
    """通知写台账（附件）共多少户、人、个，与台账里的不同。

    句子里写了附件几或台账名称、又写“共”的才比，“其中”以后和“约”“减收户”之类只占一部分的不比。户按户编号（没有的按证件号、
    村和户主）去重，人按人数一列相加或按行，其他按行。所附台账是空表的不比；只是一个乡镇的、键列有空的，不判。
    """
    for said, sentence, named in _stated(package):
        for found in _COUNT.finditer(sentence):
            total, noun, number, unit, behind, second, other, other_unit = found.groups("")
            pairs = [(noun + behind, number, unit), (second, other, other_unit)]
            if _SUBSET.search(noun + behind) or (
                _LISTED_IN.search(sentence) is None and _is_before(sentence, found, named)
            ):
                continue
            for words, figure, of in pairs:
                if figure and not _SUBSET.search(words):
                    yield from _counted(package, said, named, total, figure, of)


def _is_before(sentence: str, found: re.Match[str], named: Named) -> bool:
    """The figure stands before anything that names the ledger: it is said of something else."""
    return not ledgers_named(sentence[: found.end()], (named,))


def _counted(package: Package, said: Said, named: Named, total: str, figure: str, unit: str) -> Iterator[PackageAnswer]:
    ledger = named.ledger
    actual = _count(ledger, unit)
    if not _is_whole(package, ledger):
        yield NotJudged(f"{named.enclosure.path}只是一个乡镇的台账，不能与通知的总数比")
        return
    if actual is None:
        yield NotJudged(f"{named.enclosure.path}数不出有多少{unit}（没有这样的列，或有空格）")
        return
    if _number(figure) != actual:
        yield said.spot.breach(
            f"通知写“{total}{figure}{unit}”，所附“{ledger.title or ledger.kind.name}”里是{actual}{unit}",
            other=_ledger_spot(named),
            observed=f"{figure}{unit}",
            expected=f"{actual}{unit}",
            suggestion="核对通知和台账，改正写错的一处",
        )


def _ledger_spot(named: Named) -> Spot:
    rows = named.ledger.frame["_row"].to_list()
    return Spot(f"{named.enclosure.path} {named.ledger.sheet or ''}第{rows[0]}至{rows[-1]}行")


def _count(ledger: Ledger, unit: str) -> int | None:
    if unit == "户":
        return _households(ledger)
    if unit in {"人", "名"}:
        return _persons(ledger)
    return ledger.frame.height if "householder" not in ledger.columns else None


def _households(ledger: Ledger) -> int | None:
    for key in (("household_id",), ("householder_identity",), ("village", "householder")):
        if all(name in ledger.columns for name in key):
            rows = ledger.texts.select(key).rows()
            if all(all(row) for row in rows):
                return len({tuple(str(text).strip().upper() for text in row) for row in rows})
    return None


def _persons(ledger: Ledger) -> int | None:
    if "person_identity" in ledger.columns:
        identities = ledger.texts["person_identity"].to_list()
        if all(identities):
            return len(set(identities))
    if _PERSONS & ledger.columns.keys():
        return ledger.frame.height
    told = "household_size" in ledger.columns and not _PERSONS & {field.field for field in ledger.kind.fields}
    if not told or _households(ledger) != ledger.frame.height:
        return None
    return _sum(ledger, "household_size")


def _sum(ledger: Ledger, field: str) -> int | None:
    """The sum of a column all of whose cells can be read."""
    if any(state != CellState.VALUE for state in ledger.frame[f"{field}__state"].to_list()):
        return None
    return int(ledger.frame[field].sum())


@check("PKG142", severity="warning", source="通知所说的金额应与所附台账的合计一致")
def sums_are_those_of_the_ledger(package: Package) -> Iterator[PackageAnswer]:
    """通知写台账（附件）的资金共多少，与台账那一列的合计不同。

    句子里写了附件几或台账名称的才比；金额前的名称（总投资、奖补金额、中央资金）要对得上台账的一列，只写“资金”“金额”的，台账只有一列金额才比。
    按所写的小数位四舍五入或截取都算对，“其中”以后和写“约”的、所附是空表的不比。有空格或读不出的，不判。
    """
    for said, sentence, named in _stated(package):
        for found in _MONEY.finditer(sentence):
            words, figure, unit = found.groups()
            field = _field_meant(words, named.ledger)
            if field is None or _SUBSET.search(words) or not re.search(_TOTAL + "|总", sentence[: found.end()]):
                continue
            actual = _sum(named.ledger, field.field)
            if not _is_whole(package, named.ledger) or actual is None:
                yield NotJudged(
                    f"{named.enclosure.path}的“{field.name}”有空格或读不出的，或只是一个乡镇的，不能与通知的总数比"
                )
                continue
            step = Fraction(_UNITS[unit], 10 ** len(figure.partition(".")[2]))
            if abs(_number(figure) * _UNITS[unit] - actual) >= step:
                yield said.spot.breach(
                    f"通知写“{found[0]}”，所附“{named.ledger.title or named.ledger.kind.name}”的{field.name}合计{format_money(actual, unit)}",
                    other=_ledger_spot(named),
                    observed=f"{figure}{unit}",
                    expected=format_money(actual, unit),
                    suggestion="核对通知和台账，改正写错的一处",
                )


def _field_meant(words: str, ledger: Ledger) -> Field | None:
    """The amount column that the words before a figure name; a general word means the only one there is."""
    amounts = {
        field.field: field for field in ledger.kind.fields if field.type == "amount" and field.field in ledger.columns
    }
    said = [
        (len(name), field.field)
        for field in amounts.values()
        for name in (field.name, *field.spellings)
        if name in words
    ]
    meant = {name for length, name in said if length == max(said)[0]}
    if not said and re.search("资金|金额|投资", words):
        meant = set(amounts)
    return amounts[meant.pop()] if len(meant) == 1 else None


def _number(text: str) -> Fraction:
    return Fraction(re.sub("[,，]", "", text))
