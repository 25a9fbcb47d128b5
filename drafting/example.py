"""A commented SOURCE to begin with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from drafting.body_request import BODY_SOURCE
from drafting.body_request import EXAMPLES as BODIES
from drafting.faults import SourceError, SourceFault
from drafting.keys import KEYS
from drafting.kinds import KINDS, form_of, stands_alone
from drafting.source_files import MANUSCRIPT

ASKED = ("状态", "发文机关", "事由")
ALONE, LETTER = ("主送机关",), ("印发机关", "印发日期", "联合发文机关")


def new_source(kind: str) -> str:
    """An example SOURCE of that kind: what is needed as keys, what may be left out as comments."""
    if kind not in KINDS:
        raise SourceError(kind, [SourceFault("文种", None, f"应为{'、'.join(KINDS)}之一，现为“{kind}”")])
    own, common = _examples()["kinds"][kind], _examples()["common"]
    needed = [name for name in KEYS if name in {*ASKED, *own, *KINDS[kind].required, *_to_issue(kind)} - _left(kind)]
    optional = [name for name in common if name not in needed and name not in _left(kind)]
    return "\n".join(
        [
            f"# {kind}。以 # 开头的行不起作用；去掉 # 即可填写该项，不填的由程序推出。",
            f"文种: {kind}",
            *(_line(name, own.get(name, common[name])) for name in needed),
            "",
            *(f"# {name}: {common[name]}    # {KEYS[name].meaning}" for name in optional),
            f"#（已有稿子的，写“{MANUSCRIPT}: 稿子.docx”：{KEYS[MANUSCRIPT].meaning}）",
            *_from_data(kind),
            "",
        ]
    )


def _from_data(kind: str) -> Iterator[str]:
    if kind in BODIES:
        yield f"# {BODY_SOURCE}: {BODIES[kind]}    # {KEYS[BODY_SOURCE].meaning}"


def _to_issue(kind: str) -> tuple[str, ...]:
    return ("主送机关",) if KINDS[kind].annexed else ()


def _left(kind: str) -> set[str]:
    """Keys its kind does not use."""
    values = {"文种": kind}
    left = {"文种", *KINDS[kind].unused} - set(_examples()["kinds"][kind])
    left |= set(LETTER) if form_of(values) == "信函" else set()
    left |= {"格式"} if len(KINDS[kind].forms) == 1 else set()
    left |= {"事由"} if not KINDS[kind].titled or "标题" in _examples()["kinds"][kind] else set()
    return left | (set(ALONE) if stands_alone(values) else set())


def _line(name: str, value: str) -> str:
    """A key with its value; one of several lines stands below its key."""
    head, *rest = value.split("\n")
    if not rest and not head.startswith("- "):
        return f"{name}: {value}    # {KEYS[name].meaning}"
    first = head if head.startswith("#") else f"  {head}"
    return "\n".join([f"{name}:    # {KEYS[name].meaning}", "  " * head.startswith("#") + first, *map(_indented, rest)])


def _indented(line: str) -> str:
    return line if line.startswith("  ") else f"  {line}"


@cache
def _examples() -> Mapping[str, Any]:
    text = (Path(__file__).parent / "examples.yaml").read_text(encoding="utf-8")
    read: Mapping[str, Any] = yaml.load(text, Loader=yaml.CSafeLoader)
    return read


def example_values() -> Iterator[tuple[str, str]]:
    """Every key with a value that is right for it."""
    yield from _examples()["common"].items()
