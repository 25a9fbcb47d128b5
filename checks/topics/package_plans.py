"""一户一策 plans held against the ledgers they go out with: the same households, the same facts, the same money."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from checks.declare import check
from checks.household_papers import Paper, papers_of
from checks.model import Enclosure, NotJudged, Package, PackageAnswer
from checks.package_places import Spot, cell_spot
from ledgers.model import CellState, Field, Ledger
from values.amounts import format_fen, parse_number

_FACTS = {"householder": "户主", "household_size": "家庭人口", "household_type": "户类型"}
_PLANS = "household_plans"
_MOST = 0.8  # so many households with a plan mean that each was to have one
_NUMBERS = frozenset({"户编号", "证件"})
_NOT_MONITORED = frozenset({"脱贫户", "一般农户"})
_YUAN = 100  # 分: sums are told to the yuan


class Row(Struct, frozen=True):
    """A household's row of a ledger."""

    enclosure: Enclosure
    ledger: Ledger
    row: int
    texts: Mapping[str, str]
    values: Mapping[str, object]

    def spot(self, field: str) -> Spot:
        return cell_spot(
            self.enclosure,
            self.ledger,
            self.row,
            field,
            subject=self.texts.get("householder") or self.texts.get("household_id"),
        )

    @property
    def names(self) -> frozenset[tuple[str, str]]:
        return _names(self.texts)


class Households(Struct, frozen=True, dict=True):
    """The rows of the ledgers that hold a household in each, and what each household is known by."""

    rows: tuple[Row, ...]

    @cached_property
    def known(self) -> Mapping[tuple[str, str], tuple[Row, ...]]:
        found: dict[tuple[str, str], list[Row]] = {}
        for row in self.rows:
            for name in row.names:
                found.setdefault(name, []).append(row)
        return {name: tuple(rows) for name, rows in found.items()}

    def of(self, paper: Paper) -> tuple[Row, ...]:
        """The rows of the household a plan is for: by its number or certificate; by the householder where neither helps."""
        names = _names({name: paper.says(name) for name in paper.facts})
        numbered = {name for name in names if name[0] in _NUMBERS & {kind for kind, _ in self.known}}
        return tuple(row for name in sorted(numbered or names) for row in self.known.get(name, ()))


def _names(texts: Mapping[str, str]) -> frozenset[tuple[str, str]]:
    names = set()
    if number := texts.get("household_id"):
        names.add(("户编号", number.strip().upper()))
    if (identity := texts.get("householder_identity")) and "*" not in identity:
        names.add(("证件", identity.strip().upper()))
    if householder := texts.get("householder"):
        names.add(("户主", re.sub(r"\s", "", householder)))
    return frozenset(names)


def _households(package: Package) -> Households:
    rows: list[Row] = []
    for enclosure in package.enclosures:
        for ledger in enclosure.ledgers:
            fields = {"household_id", "householder_identity"} & set(ledger.columns)
            if ledger.kind.kind == _PLANS or not fields or "householder" not in ledger.columns:
                continue
            rows += _rows(enclosure, ledger)
    return Households(tuple(rows))


def _rows(enclosure: Enclosure, ledger: Ledger) -> Iterator[Row]:
    for texts, values in zip(ledger.texts.iter_rows(named=True), ledger.frame.iter_rows(named=True), strict=True):
        said = {name: str(text) for name, text in texts.items() if text}
        yield Row(enclosure, ledger, texts["_row"], said, values)


@check("PKG161", severity="warning", source="一户一策的户应在台账里")
def planned_households_are_in_a_ledger(package: Package) -> Iterator[PackageAnswer]:
    """一户一策的户，一起交来的台账里都没有。

    有户编号、证件号的按号找，没有的按户主姓名找；一起交来的台账里大半计划都找不到户的（可能不是这批户的台账），不判。一户一策表不算台账。
    """
    papers, households = list(papers_of(package)), _households(package)
    if not papers or not households.rows:
        return
    unknown = [paper for paper in papers if not households.of(paper)]
    if len(unknown) * 2 >= len(papers):
        yield NotJudged("一户一策的户大半不在台账里，看不出是不是同一批户")
        return
    for paper in unknown:
        name, number = paper.says("householder"), paper.says("household_id")
        yield _with_subject(paper, paper.spot).breach(
            f"{name or '这户'}{f'（{number}）' if number else ''}的计划，在台账里没有这户",
            other="、".join(dict.fromkeys(row.enclosure.path for row in households.rows)),
            observed=number or name,
            expected="台账里有这户",
            suggestion="核对户编号和户主；台账漏了的补上，不该有的计划拿出来",
        )


def _with_subject(paper: Paper, spot: Spot) -> Spot:
    return replace(spot, subject=paper.says("householder"))


@check("PKG162", severity="warning", source="一户一策与台账里的同一户应一致")
def plans_and_ledgers_say_the_same_of_a_household(package: Package) -> Iterator[PackageAnswer]:
    """一户一策写的户主、家庭人口、户类型，与台账里同一户（户编号或证件号相同）的不同。

    户类型按各种写法归并以后再比，计划写“监测户”而台账写到三类之一的算相同；几份台账各说各的由台账之间的核查判，有一份相同就不报。
    """
    households = _households(package)
    for paper in papers_of(package):
        rows = [row for row in households.of(paper) if _has_number(paper, row)]
        for name, called in _FACTS.items():
            told = [row for row in rows if row.texts.get(name)] if name in paper.facts else []
            if told and not any(_is_same(name, paper.says(name), row) for row in told):
                row, stated = told[0], paper.facts[name]
                yield _with_subject(paper, stated.spot).breach(
                    f"{called}写的是{stated.text}，台账是{row.texts[name]}",
                    other=row.spot(name),
                    observed=f"{called}{stated.text}",
                    expected=row.texts[name],
                    suggestion="核对这一户，改正写错的一处",
                )


def _has_number(paper: Paper, row: Row) -> bool:
    names = _names({name: paper.says(name) for name in paper.facts})
    return any(kind in _NUMBERS for kind, _ in names & row.names)


def _is_same(name: str, stated: str, row: Row) -> bool:
    one, other = re.sub(r"\s", "", stated), re.sub(r"\s", "", row.texts[name])
    if name == "household_size":
        figures = re.findall(r"\d+", one), re.findall(r"\d+", other)
        return not all(figures) or figures[0][0] == figures[1][0]
    if name == "household_type":
        first, second = (_type(text, row.ledger.kind.field_named(name)) for text in (one, other))
        return first == second or ("监测户" in {first, second} and not {first, second} & _NOT_MONITORED)
    return one == other


def _type(text: str, field: Field) -> str:
    return next((choice.value for choice in field.choices if text in (choice.value, *choice.spellings)), text)


@check("PKG163", severity="warning", source="台账里的户应都有一户一策")
def households_of_the_ledger_have_a_plan(package: Package) -> Iterator[PackageAnswer]:
    """台账里的多数户有一户一策，个别户没有。

    一份台账八成以上的户有计划才判，否则可能只给部分户制定。
    """
    papers = list(papers_of(package))
    planned = {name for paper in papers for name in _names({n: paper.says(n) for n in paper.facts})}
    by_ledger: dict[int, list[Row]] = {}
    for row in _households(package).rows:
        by_ledger.setdefault(id(row.ledger), []).append(row)
    for rows in by_ledger.values():
        without = [row for row in rows if not row.names & planned]
        if len(rows) - len(without) >= _MOST * len(rows):
            for row in without:
                yield row.spot("householder").breach(
                    f"台账里的{row.texts.get('householder', '这户')}没有一户一策，其余{len(rows) - len(without)}户都有",
                    other=f"一户一策，如 {papers[0].spot.path}",
                    observed=row.texts.get("household_id") or row.texts.get("householder"),
                    expected="每户一份计划",
                    suggestion="补上这户的计划，或说明不制定的原因",
                )


@check("PKG164", severity="warning", source="一户一策的收入应与收入台账一致")
def plans_state_the_incomes_of_the_ledger(package: Package) -> Iterator[PackageAnswer]:
    """一户一策写的某年收入，与收入台账里同一户同一年的不同。

    项目名称对得上台账的列、年份对得上台账的本年或上年才比，差不到1元的不算。台账看不出是哪一年的不判。
    """
    households = _households(package)
    for paper in papers_of(package):
        rows = [row for row in households.of(paper) if row.ledger.kind.kind == "income" and _has_number(paper, row)]
        for (item, year), stated in paper.incomes.items():
            for row, field in ((row, found) for row in rows if (found := _income_field(row.ledger, item, year))):
                own, theirs = parse_number(stated.text), row.values.get(field.field)
                if own is None or row.values.get(f"{field.field}__state") != CellState.VALUE:
                    continue
                if abs(own * 100 - int(str(theirs))) >= _YUAN:
                    yield _with_subject(paper, stated.spot).breach(
                        f"{year}年{item}写的是{stated.text}元，收入台账是{format_fen(int(str(theirs)))}元",
                        other=row.spot(field.field),
                        observed=f"{year}年{item}{stated.text}",
                        expected=f"{format_fen(int(str(theirs)))}元",
                        suggestion="核对这一户的收入，改正写错的一处",
                    )


def _income_field(ledger: Ledger, item: str, year: int) -> Field | None:
    found = re.search(r"20\d{2}", ledger.period_text or ledger.title or "")
    if not found:
        return None
    said = {int(found[0]): "本年", int(found[0]) - 1: "上年"}.get(year)
    bare = re.sub(r"\s|[（(].*", "", item)
    return next((field for field in ledger.kind.fields if field.name == f"{said}{bare}"), None)
