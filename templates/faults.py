"""What can be wrong with a template, said to the person who edited it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from msgspec import Struct

PART_NAMES = (("word/header", "页眉"), ("word/footer", "页脚"), ("word/footnotes", "脚注"), ("docProps/", "文档属性"))


class TemplateFault(Struct, frozen=True):
    """One fault: in which part of the file, in which paragraph of it, what is wrong and what to do."""

    part: str
    paragraph: int | None
    message: str

    def __str__(self) -> str:
        place = part_name(self.part) + (f"第{self.paragraph}段" if self.paragraph else "")
        return f"{place}：{self.message}" if place else self.message


class TemplateError(Exception):
    """The template cannot be used; all its faults at once."""

    def __init__(self, name: str, faults: Sequence[TemplateFault]) -> None:
        self.name = name
        self.faults = tuple(faults)
        listed = "\n".join(f"  {fault}" for fault in self.faults)
        super().__init__(f"模板 {name} 有 {len(self.faults)} 处需要修改：\n{listed}")


def part_name(part: str) -> str:
    return next((name for prefix, name in PART_NAMES if part.startswith(prefix)), "")


def nearest(name: str, known: Iterable[str]) -> str:
    """A hint naming the closest known spelling, or nothing."""
    names = sorted(set(known))
    match = get_close_matches(name, names, n=1, cutoff=0.5) or [word for word in names if set(word) == set(name)]
    return f"，是否为“{match[0]}”" if match else ""
