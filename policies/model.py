"""The nouns of what is required."""

from __future__ import annotations

from datetime import date
from typing import Literal

from msgspec import Struct

from policies.written import Written
from values.divisions import Division
from values.shares import Share

_SINGLE_MARKS = str.maketrans("《》", "〈〉")
Scope = Literal["行", "户", "村", "乡镇", "县", "省"]
Judged = Literal["machine", "partly", "hand"]
Value = int | str | Share | date


class Policy(Struct, frozen=True):
    """One policy document: where and when it holds."""

    id: str
    title: str
    number: str | None
    issuer: str | None
    issued: date | None
    divisions: tuple[Division, ...]
    valid_from: date
    valid_to: date
    validity_basis: str
    local: bool = False  # a county's own, from --policies

    @property
    def citation(self) -> str:
        """Title, then number; a title inside the title stands in single marks (GB/T 15834-2011, 4.15.3)."""
        inner = self.title.translate(_SINGLE_MARKS)
        return f"《{inner}》" + (f"（{self.number}）" if self.number else "")


class DeclaredCheck(Struct, frozen=True):
    """A check a county states in its own file (`check:`), as written there."""

    file: str
    body: Written

    def text(self, key: str) -> str:
        value = self.body.get(key)
        return (value.text if value else None) or ""


class Requirement(Struct, frozen=True):
    """One thing a clause asks for.

    `scope` is what an input must cover so that it can be judged. `judged_as` names a requirement of another document
    that asks the same: the checks made for that one judge this one too, and cite this one.
    """

    id: str
    policy: Policy
    clause: str
    title: str
    kind: str
    level: str
    scope: Scope
    area: str
    strength: str
    judged: Judged
    responsible: tuple[str, ...] = ()
    ledgers: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    form: str = ""
    how: str = ""
    figures: tuple[str, ...] = ()
    quote: str = ""
    values: tuple[str, ...] = ()
    open_list: bool = False
    period: str = ""
    by_hand_reason: str | None = None
    evidence: str | None = None
    narrative: bool = False
    same_as: str | None = None
    judged_as: str | None = None
    caution: str = ""
    checks: tuple[DeclaredCheck, ...] = ()
    sets_aside: tuple[str, ...] = ()  # codes of a rule pack's checks that do not hold where this does


class ParameterValue(Struct, frozen=True):
    """A value one document sets, for one place and time."""

    value: Value
    text: str
    operator: str
    division: Division
    valid_from: date
    valid_to: date
    requirement: str
    per: str | None = None


class BaseValue(Struct, frozen=True):
    """The value a rule pack goes by where neither a document nor the county gives one."""

    value: Value
    text: str
    source: str


class Parameter(Struct, frozen=True):
    """A named value of the law. Without values it has to come from configuration: no document gives it."""

    name: str
    title: str
    unit: str
    stricter: Literal["higher", "lower"] | None
    values: tuple[ParameterValue, ...]
    unset_reason: str | None = None
    base: BaseValue | None = None


class Setting(Struct, frozen=True):
    """A parameter as it holds for one place and day.

    `value` is in the typed unit: 元 as 分, 比例 as Share, 日期 as date, counted units as int, 文本 as str.
    One of three is set: `requirement`, the law's value; `basis`, a configured one (配置值,非文件原值); `source`, that of
    a rule pack.
    """

    name: str
    title: str
    value: Value
    text: str
    requirement: Requirement | None = None
    basis: str | None = None
    source: str | None = None

    @property
    def fen(self) -> int:
        return self._typed(int)

    @property
    def number(self) -> int:
        return self._typed(int)

    @property
    def share(self) -> Share:
        if not isinstance(self.value, Share):
            raise TypeError(f"{self.name} is no share")
        return self.value

    @property
    def day(self) -> date:
        if not isinstance(self.value, date):
            raise TypeError(f"{self.name} is no day")
        return self.value

    def _typed(self, kind: type[int]) -> int:
        if not isinstance(self.value, kind):
            raise TypeError(f"{self.name} is no {kind.__name__}")
        return self.value
