"""What changed between two years' documents: statements matched by heading and wording, then their figures compared."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from difflib import SequenceMatcher

from msgspec import Struct

from policies.extraction import Statement
from policies.figures import Figure
from policies.passages import alike, squeezed
from values.expressions import expression

_SCALES = {"百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_SAME_STATEMENT = 0.6
_HEADING_WEIGHT = 0.25
_YEAR = expression(r"(?<!\d)((?:19|20)\d{2})(?=年|〕|\]|-|—)")


class Changed(Struct, frozen=True):
    """One statement of both documents whose figures differ."""

    old: Statement
    new: Statement


class Differences(Struct, frozen=True):
    """What changed, what is new, what is gone."""

    changed: tuple[Changed, ...]
    added: tuple[Statement, ...]
    removed: tuple[Statement, ...]

    def __bool__(self) -> bool:
        return bool(self.changed or self.added or self.removed)


def differences(old: Sequence[Statement], new: Sequence[Statement], *, years: int = 0) -> Differences:
    """The differences; a year that moved on by `years`, as the documents themselves did, is none."""
    pairs = _paired(old, new)
    changed = [Changed(old[i], new[j]) for i, j in sorted(pairs) if _values(old[i], years) != _values(new[j], 0)]
    met, still = {i for i, _ in pairs}, {j for _, j in pairs}
    return Differences(
        tuple(changed),
        tuple(statement for j, statement in enumerate(new) if j not in still),
        tuple(statement for i, statement in enumerate(old) if i not in met),
    )


def years_between(old_title: str, new_title: str) -> int:
    """By how many years the second title is later; 0 where one of them names no year."""
    before, after = _YEAR.search(old_title), _YEAR.search(new_title)
    return int(after[1]) - int(before[1]) if before and after else 0


def _paired(old: Sequence[Statement], new: Sequence[Statement]) -> list[tuple[int, int]]:
    """The likest first; each statement once; among equals those that keep their order."""
    scored = ((_likeness(a, b), -abs(i - j), i, j) for i, a in enumerate(old) for j, b in enumerate(new))
    pairs: list[tuple[int, int]] = []
    met: set[int] = set()
    still: set[int] = set()
    for score, _, i, j in sorted(scored, reverse=True):
        if score >= _SAME_STATEMENT and i not in met and j not in still:
            pairs.append((i, j))
            met.add(i)
            still.add(j)
    return pairs


def _likeness(one: Statement, other: Statement) -> float:
    matcher = SequenceMatcher(None, _wording(one), _wording(other), autojunk=False)
    if matcher.quick_ratio() < _SAME_STATEMENT / 2:
        return 0
    words = matcher.ratio()
    headings = one.clause.heading, other.clause.heading
    if not all(headings):
        return words
    return (1 - _HEADING_WEIGHT) * words + _HEADING_WEIGHT * alike(*headings)


def _wording(statement: Statement) -> str:
    """The words without digits: values may change, the sentence stays the same."""
    return re.sub(r"[\d.%]", "", squeezed(statement.text))


def _values(statement: Statement, years: int) -> tuple[tuple[str, str], ...]:
    """What is compared; a mere year dates a statement and is no value of it."""
    measures = [figure for figure in statement.figures if not figure.is_date]
    return tuple(sorted((figure.operator, _canonical(figure, years)) for figure in measures or statement.figures))


def _canonical(figure: Figure, years: int) -> str:
    text = squeezed(figure.text).replace("月份", "月")
    if dated := re.match(r"((?:19|20)\d{2})年", text):
        return f"{int(dated[1]) + years}{text[4:]}"
    number = re.match(r"(\d+(?:,\d{3})*(?:\.\d+)?)([百千万亿]*)(.*)", text)
    if not number:
        return text
    value = Decimal(number[1].replace(",", ""))
    for scale in number[2]:
        value *= _SCALES[scale]
    return f"{value.normalize():f}{number[3]}"
