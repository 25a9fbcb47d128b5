"""工作要点: the tasks that the documents in force set, by 考核板块, each with its 责任单位; the tasks of each unit in a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec import Struct

from documents.model import Paragraph
from documents.ordinals import chinese
from drafting.data_bodies.model import OPEN, DataBody, table, texts


class Task(Struct, frozen=True):
    """One thing to be done: where it belongs, what the clause sets, who answers for it, the document that asks for it."""

    area: str
    title: str
    standard: str
    units: tuple[str, ...]
    citation: str


def work_points(tasks: Sequence[Task]) -> DataBody:
    """The text of 工作要点. The tasks come area by area."""
    numbered = list(_numbered(tasks))
    without = [place for place, task in numbered if not task.units]
    todo = [f"责任单位：{len(without)}项任务文件没有写明（{'；'.join(without[:5])}{'等' if len(without) > 5 else ''}），请填写"]
    paragraphs = (*texts([_opening(tasks)]), *_sections(tasks), *_division_of_work(tasks, numbered))
    return DataBody(paragraphs, tuple(todo) if without else ())


def _opening(tasks: Sequence[Task]) -> str:
    citations = list(dict.fromkeys(task.citation for task in tasks))
    return f"根据{'、'.join(citations)}，制定如下工作要点。"


def _numbered(tasks: Sequence[Task]) -> Iterator[tuple[str, Task]]:
    """Every task with the number under which it stands: 二、3."""
    for section, (_, group) in enumerate(groupby(tasks, key=lambda task: task.area), start=1):
        yield from ((f"{chinese(section)}、{order}", task) for order, task in enumerate(group, start=1))


def _sections(tasks: Sequence[Task]) -> Iterator[Paragraph]:
    for section, (area, group) in enumerate(groupby(tasks, key=lambda task: task.area), start=1):
        yield from texts([f"{chinese(section)}、{area}"])
        yield from texts(f"{order}.{_said(task)}" for order, task in enumerate(group, start=1))


def _said(task: Task) -> str:
    standard = f"{task.standard}。" if task.standard else ""
    return f"{task.title.rstrip('。')}。{standard}〔责任单位：{'、'.join(task.units) or OPEN}〕"


def _division_of_work(tasks: Sequence[Task], numbered: Sequence[tuple[str, Task]]) -> Iterator[Paragraph]:
    """The tasks of each unit by their numbers, the units in the order in which they are named."""
    units = list(dict.fromkeys(unit for task in tasks for unit in task.units))
    if not units:
        return
    sections = len({task.area for task in tasks}) + 1
    yield from texts([f"{chinese(sections)}、责任分工", "各责任单位承担的任务如下，数字为以上各部分的序号。"])
    rows = [(unit, "；".join(place for place, task in numbered if unit in task.units)) for unit in units]
    yield table(("责任单位", "任务"), rows)
