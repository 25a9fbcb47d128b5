"""整改方案: the problems found, township by township, with measure, unit and deadline; what nobody has said is 待填."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from documents.model import Paragraph
from documents.ordinals import chinese
from drafting.data_bodies.model import DataBody, table, texts
from ledgers.problems import WHOLE_COUNTY, Problem
from values.masks import mask_text

_HEADER = ("序号", "对象", "问题", "依据", "整改措施", "责任单位（责任人）", "整改时限")
_ASKED = (("整改措施", "measure"), ("责任单位", "unit"), ("整改时限", "deadline"))


def rectification_plan(problems: Sequence[Problem]) -> DataBody:
    """The text of 整改方案 from the lines of a 整改台账."""
    ordered = sorted((problem for problem in problems if problem.open), key=lambda problem: problem.township)
    todo = tuple(
        f"{name}：{count}个问题没有写明，请填写"
        for name, field in _ASKED
        if (count := sum(not getattr(problem, field) for problem in ordered))
    )
    return DataBody((*texts(_overview(problems, ordered)), *_townships(ordered), *texts(_duties(ordered))), todo)


def _overview(problems: Sequence[Problem], ordered: Sequence[Problem]) -> Iterator[str]:
    counts = Counter(problem.township or WHOLE_COUNTY for problem in ordered)
    sources = "、".join(dict.fromkeys(problem.source for problem in ordered if problem.source)) or "梳理"
    yield "一、基本情况"
    yield f"{sources}发现问题{len(problems)}个，已销号{len(problems) - len(ordered)}个，本方案整改{len(ordered)}个。"
    yield f"分布：{'，'.join(f'{name}{count}个' for name, count in counts.items())}。"
    if pending := sum(problem.pending for problem in ordered):
        yield f"其中待核{pending}个，先核实再整改；核实不属实的，写明理由。"


def _townships(ordered: Sequence[Problem]) -> Iterator[Paragraph]:
    yield from texts(["二、整改任务"])
    groups = groupby(ordered, key=lambda problem: problem.township or WHOLE_COUNTY)
    for order, (township, group) in enumerate(groups, start=1):
        found = list(group)
        yield from texts([f"（{chinese(order)}）{township}（{len(found)}个）"])
        yield table(_HEADER, (_row(number, problem) for number, problem in enumerate(found, start=1)), landscape=True)


def _row(number: int, problem: Problem) -> tuple[str, ...]:
    subject = "\n".join(text for text in (problem.village, problem.subject) if text) or WHOLE_COUNTY
    unit = f"{problem.unit}（{problem.person}）" if problem.unit and problem.person else problem.unit or problem.person
    texts_ = (subject, problem.description, problem.basis or "—", problem.measure, unit, problem.deadline)
    return (str(number), *map(mask_text, texts_))


def _duties(ordered: Sequence[Problem]) -> Iterator[str]:
    """What each unit answers for, as the lines name it."""
    counts = Counter(problem.unit for problem in ordered if problem.unit)
    yield "三、责任分工"
    yield from (f"{order}.{unit}：整改{count}个问题。" for order, (unit, count) in enumerate(counts.items(), start=1))
    if missing := sum(not problem.unit for problem in ordered):
        yield f"{len(counts) + 1}.没有写明责任单位的{missing}个问题：待填。"
