"""Entries for the register drafted from a policy text: what stands there, and nothing that does not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from documents.clauses import Clause
from documents.responsibility import split_responsibility
from documents.text import plain_number
from policies.figures import Figure, figures_in
from policies.verification import PolicyText
from values.expressions import expression

_PIECE_END = expression(r"[。；;！？\n]|(?<!\d)[，,]|[，,](?!\d)")
_SENTENCE_ENDS = "。；;！？\n"
_SHORT = 12  # a piece that says too little by itself is quoted with the one before it
_LONGEST_TITLE = 40
_TIMES_ALONE = expression(r".{1,3}次")
_COMPARED = expression(r"同比|环比|降|较|不低于|不少于|高于|超过|稳中有")
_TARGETS = (
    "两类增收重点对象", "三类户", "三类人群", "三类对象", "脱贫人口", "脱贫户", "脱贫群众", "脱贫劳动力", "脱贫家庭", "监测对象", "监测户",
    "低收入人口", "边缘易致贫", "易地搬迁群众", "搬迁群众", "易地搬迁户", "搬迁户", "重点帮扶村", "脱贫村", "农村低保对象", "特困人员", "残疾人",
    "驻村干部", "帮扶干部", "乡村工匠", "公益性岗位", "就业帮扶车间", "帮扶车间", "经营主体", "村集体", "重点村",
)  # fmt: skip
_STRENGTHS = (
    (r"严禁|禁止|不得(?!低于|少于|超过|高于)|不允许|杜绝|坚决防止", "必须"),
    (r"原则上", "原则上"),
    (r"力争", "力争"),
    (r"必须|务必|确保", "必须"),
    (r"鼓励|引导", "鼓励"),
    (r"探索", "探索"),
    (r"可以|(?<![认许])可(?:在|按|给|先|不|同时)", "可以"),
    (r"不得|不低于|不少于|不超过", "必须"),
)
_LEVELS = (
    (r"每个?(?:项目|工程)", "项目"),
    (r"每户|户均|逐户|一户一|家庭人均|脱贫户.{0,8}人均", "户"),
    (r"每个?乡镇|每个?乡（镇）|各乡[（(]?镇[)）]?", "乡镇"),
    (r"每个?.{0,14}(?:帮扶|行政|脱贫|示范)村|每个?村|村级", "村"),
    (r"乡镇", "乡镇"),
    (r"驻村干部|帮扶干部", "干部"),
    (r"/人|每人|每名", "人"),
    (r"全省", "省"),
    (r"全[县区]|[县区]级", "县"),
)


class Statement(Struct, frozen=True):
    """The words between two stops that hold figures."""

    clause: Clause
    text: str
    figures: tuple[Figure, ...]


class DraftEntry(Struct, frozen=True):
    """An entry a person has to confirm. None where the wording gives nothing away."""

    id: str
    clause: str
    title: str
    kind: str | None
    level: str | None
    strength: str | None
    responsible: tuple[str, ...]
    figures: tuple[Figure, ...]
    quote: str
    period: str
    targets: tuple[str, ...]


class Draft(Struct, frozen=True):
    """What is known of a document, and its entries."""

    title: str
    number: str
    issuer: str
    issued: str
    entries: tuple[DraftEntry, ...]


def extract(text: PolicyText) -> Draft:
    """A draft of the register entries of one document."""
    document = text.document
    day = document.text("成文日期") or document.text("印发日期")
    statements = statements_of(text.clauses)
    return Draft(
        title=text.name,
        number=plain_number(document.number),
        issuer=document.agency,
        issued=_iso(day),
        entries=tuple(_entry(number, statement) for number, statement in enumerate(statements, start=1)),
    )


def statements_of(clauses: Iterable[Clause]) -> tuple[Statement, ...]:
    """What the clauses say with a figure; parts of a paragraph are not read twice."""
    return tuple(statement for clause in clauses if not clause.is_part for statement in _statements(clause))


def _statements(clause: Clause) -> Iterator[Statement]:
    text = re.sub(r"[ \t\u3000\xa0]", "", split_responsibility(clause.text)[0])
    for start, end in _pieces(text):
        figures = figures_in(text[start:end])
        if _says_something(text[start:end], figures):
            yield Statement(clause, _quote(text, start, end), figures)


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    bounds = [0, *(found.end() for found in _PIECE_END.finditer(text)), len(text)]
    return ((start, end) for start, end in pairwise(bounds) if start < end)


def _says_something(piece: str, figures: Sequence[Figure]) -> bool:
    """A year by itself is only a date; months, or a comparison with that year, are a measure."""
    measures = any(figure.kind != "时段" or figure.operator or "月" in figure.text for figure in figures)
    return measures or (bool(figures) and bool(_COMPARED.search(piece)))


def _quote(text: str, start: int, end: int) -> str:
    if end - start < _SHORT and start and text[start - 1] not in _SENTENCE_ENDS:
        start = max((found.end() for found in _PIECE_END.finditer(text, 0, start - 1)), default=0)
    return text[start:end].strip("，,。；;！？\n")


def _entry(number: int, statement: Statement) -> DraftEntry:
    quote, clause = statement.text, statement.clause
    dates = [figure for figure in statement.figures if figure.is_date]
    return DraftEntry(
        id=f"NEW-{number}",
        clause=clause.label,
        title=quote if len(quote) <= _LONGEST_TITLE else quote[:_LONGEST_TITLE] + "…",
        kind=_kind(statement.figures),
        level=_first(_LEVELS, quote),
        strength=_first(_STRENGTHS, quote),
        responsible=clause.responsible,
        figures=tuple(f for f in statement.figures if not f.is_date) or statement.figures,
        quote=quote,
        period="、".join(dict.fromkeys(date.text for date in dates)),
        targets=_targets(quote),
    )


def _kind(figures: Sequence[Figure]) -> str | None:
    """The kind that the figure with the most to say has; a bare 1次 is no frequency."""
    if any(figure.kind == "期限" for figure in figures):
        return "deadline"
    operators = {figure.operator for figure in figures if figure.kind == "数值"} - {"", "="}
    if operators:
        return "cap" if operators == {"<="} else "threshold"
    repeated = any(figure.kind == "频次" and not _TIMES_ALONE.fullmatch(figure.text) for figure in figures)
    return "frequency" if repeated else None


def _first(guesses: Iterable[tuple[str, str]], text: str) -> str | None:
    return next((guess for pattern, guess in guesses if re.search(pattern, text)), None)


def _targets(text: str) -> tuple[str, ...]:
    """Groups named; 帮扶车间 is not said again where 就业帮扶车间 stands."""
    found = [target for target in _TARGETS if target in text]
    return tuple(t for t in found if not any(t != other and t in other for other in found))


def _iso(day: str) -> str:
    found = re.search(r"(\d{4})年(\d{1,2})月(\d{1,2})日", day)
    return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}" if found else ""
