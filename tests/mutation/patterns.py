"""Regular expressions with one alternative or one anchor less."""

from __future__ import annotations

import re
from collections.abc import Iterator

NO_START = "pattern without ^"


def patterns_without(pattern: str) -> Iterator[tuple[str, str]]:
    """The pattern without its first or its last alternative, or without ^ or $."""
    spans = list(_alternatives(pattern))
    changed = [
        (f"{pattern[:start]}{pattern[end:]}", pattern[start:end].strip("|"))
        for start, end in sorted({*spans[:1], *spans[-1:]})
    ]
    changed += [(pattern[1:], "^")] if pattern.startswith("^") else []
    changed += [(pattern[:-1], "$")] if pattern.endswith("$") and not pattern.endswith("\\$") else []
    if not changed and not pattern.isascii():
        yield f"{pattern}×", f"{pattern} → {pattern}×"
    for other, gone in changed:
        if _compiles(other):
            yield other, f"pattern without {gone}: {pattern if len(pattern) <= 40 else pattern[:39] + '…'}"


def has_one_alternative(pattern: str) -> bool:
    """No stroke stands outside a group."""
    return all(begin for begin, _, _ in _groups(pattern))


def _compiles(pattern: str) -> bool:
    try:
        re.compile(pattern)
    except re.error:
        return False
    return True


def _alternatives(pattern: str) -> Iterator[tuple[int, int]]:
    """Where an alternative stands together with one of its strokes."""
    for begin, strokes, end in _groups(pattern):
        edges = [begin - 1, *strokes, end]
        spans = [(edges[n] + 1, edges[n + 1]) for n in range(len(edges) - 1)]
        for number, (start, stop) in enumerate(spans):
            yield (start, stop + 1) if number == 0 else (start - 1, stop)


def _groups(pattern: str) -> Iterator[tuple[int, list[int], int]]:
    """Each group with alternatives: where it begins, its strokes, where it ends."""
    opened: list[tuple[int, list[int]]] = [(0, [])]
    at, in_class = 0, False
    while at < len(pattern):
        letter = pattern[at]
        if letter == "\\":
            at += 1
        elif in_class:
            in_class = letter != "]"
        elif letter == "[":
            in_class = True
        elif letter == "(":
            opened.append((at + len(_head(pattern[at:])), []))
        elif letter == "|":
            opened[-1][1].append(at)
        elif letter == ")":
            begin, strokes = opened.pop()
            if strokes:
                yield begin, strokes, at
        at += 1
    begin, strokes = opened[0]
    if strokes:
        yield begin, strokes, len(pattern)


def _head(opening: str) -> str:
    found = re.match(r"\((\?(:|=|!|<=|<!|P<\w+>))?", opening)
    assert found
    return found[0]
