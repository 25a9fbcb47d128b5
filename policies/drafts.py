"""Entries of a register file, drafted or confirmed, read back as statements that can be compared."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from documents.clauses import Clause, path_of
from policies.extraction import Statement
from policies.figures import Figure, figures_in
from policies.passages import holds_figure
from values.expressions import expression
from values.plain_yaml import NotPlainYamlError, load_yaml

_YEARS = expression(r"\d{4}年度?|\d{4}-\d{4}")


class DraftFileError(ValueError):
    """The file holds no entries; the message is Chinese and names it."""


def read_entries(file: Path) -> tuple[str, tuple[Statement, ...]]:
    """The title of a register file and what its entries state.

    Raises:
        DraftFileError: the file cannot be read, or is no file of the register's shape.
    """
    try:
        data = load_yaml(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise DraftFileError(f"{file.name}：打不开，没有这个文件或没有读取权限") from error
    except (NotPlainYamlError, UnicodeDecodeError) as error:
        raise DraftFileError(f"{file.name}：不是合法的 YAML（UTF-8）文件") from error
    entries = data.get("requirements") if isinstance(data, dict) else None
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise DraftFileError(f"{file.name}：不是要求库的形状（没有 requirements 列表）")
    return str(data.get("title") or file.stem), tuple(_statements(entries))


def _statements(entries: list[Mapping[str, Any]]) -> Iterator[Statement]:
    """Entries that quote the same words of a clause are one statement."""
    quoted: dict[tuple[str, str], list[str]] = {}
    for entry in entries:
        words = str(entry.get("quote") or entry.get("title") or "")
        key = str(entry.get("clause") or ""), re.sub(r"\s", "", words)
        quoted.setdefault(key, []).extend(str(text) for text in entry.get("figures") or [])
    for (label, quote), texts in quoted.items():
        if figures := tuple(_figures(quote, texts)):
            yield Statement(Clause(path_of(label), label, "", quote), quote, figures)


def _figures(quote: str, texts: list[str]) -> Iterator[Figure]:
    """Those the entries name, with the operators of the quote; a mere year is no measure."""
    named = [figure for figure in figures_in(quote) if any(holds_figure(text, figure.text) for text in texts)]
    yield from named
    for text in texts:
        if not any(holds_figure(text, figure.text) for figure in named):
            yield from (Figure(text, "数值", "", "", "", 0, 0),) if not _YEARS.fullmatch(text) else ()
