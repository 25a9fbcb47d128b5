"""What holds for every check that is declared, and what a declaration must not be."""

from __future__ import annotations

import inspect
import string
import sys
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from checks.catalogue import UnknownCheckError, all_checks, find_check, select_checks
from checks.declare import ANY_LEDGER, REGISTRY, DeclarationError, check, kind_of
from checks.engine.frames import Frames as EngineFrames
from checks.engine.inputs import Assignment
from checks.model import Check, DocumentBreach, Frames, Records, Rows, Texts
from documents.model import OfficialDocument
from ledgers.catalogue import ledger_kinds
from ledgers.model import LedgerKind
from policies.model import Setting, Value
from policies.register import load_register
from tests.checks import tables
from tests.checks.test_cases import CASES, Case, load
from values.shares import Share

GUILT = ("截留", "挪用", "造假", "弄虚作假", "骗取", "套取")
CHECKS = [pytest.param(each, id=f"{each.code} {each.title}") for each in all_checks()]
every_check = pytest.mark.parametrize("checked", CHECKS)
every_check_of_ledgers = pytest.mark.parametrize("checked", [c for c in CHECKS if c.values[0].form not in {"document", "package"}])


def _cases(checked: Check) -> list[Case]:
    file = CASES / f"{checked.code}.yaml"
    assert file.is_file(), f"{checked.code} 没有案例文件 {file.name}"
    code, cases = load(file)
    assert code == checked.code
    return [case for _, case in cases]


@every_check
def test_has_cases_that_pass_and_fail_and_cannot_be_judged(checked: Check) -> None:
    cases = _cases(checked)
    assert any(case["finds"] for case in cases)
    assert any(not case["finds"] and "skipped" not in case for case in cases)
    reasons = [case.get("skipped", "") for case in cases]
    if checked.requires and checked.source is None:
        assert any("当地当时没有这项要求" in reason for reason in reasons)
    if checked.needs and ANY_LEDGER not in checked.ledgers:
        assert any("缺少列" in reason for reason in reasons)


def test_every_case_file_is_of_a_check() -> None:
    assert {file.stem for file in CASES.glob("*.yaml")} == {each.code for each in all_checks()}


@every_check
def test_requirements_and_parameters_are_in_the_register(checked: Check) -> None:
    register = load_register()
    assert set(checked.requires) <= set(register.requirements)
    assert set(checked.parameters) <= set(register.parameters)
    assert checked.optional_parameters <= set(checked.parameters)


@every_check
def test_a_value_it_judges_by_is_set_by_a_requirement_it_cites(checked: Check) -> None:
    register = load_register()
    for name in checked.parameters:
        setting = {value.requirement for value in register.parameters[name].values}
        assert not setting or setting & set(checked.requires)


@every_check
def test_fields_it_needs_are_fields_of_the_kind(checked: Check) -> None:
    for argument, fields in checked.needs.items():
        assert any({*fields} <= {f.field for f in kind.fields} for kind in _kinds(argument))


@every_check
def test_says_what_and_why_without_words_of_guilt(checked: Check) -> None:
    assert checked.title
    assert checked.explanation, "标题下面要写明看什么、为什么"
    source = inspect.getsource(sys.modules[checked.function.__module__])
    assert not [word for word in GUILT if word in source]


@every_check_of_ledgers
def test_texts_name_only_what_is_there(checked: Check) -> None:
    """A name misspelt in a message would read 空."""
    answer = _asked(checked)
    allowed = {*checked.parameters, "as_of"} if checked.uses_as_of else {*checked.parameters}
    if isinstance(answer, Texts):
        allowed |= {"fault"}
    else:
        allowed |= {*answer.shown}
    if not (isinstance(answer, Frames) and answer.whole):
        allowed |= {f.field for f in _kind(checked.ledgers[0], checked).fields}
    texts = (answer.message, answer.expected, answer.suggestion, getattr(answer, "observed", None) or "")
    used = {name for text in texts for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    assert used <= allowed


@every_check_of_ledgers
def test_cells_and_reasons_are_declared(checked: Check) -> None:
    answer = _asked(checked)
    fields = {f.field for f in _kind(checked.ledgers[0], checked).fields}
    assert {answer.field, *getattr(answer, "cells", ())} <= fields
    if not isinstance(answer, Texts):
        assert bool(answer.because) == (answer.unknown is not None)


def _kinds(argument: str) -> list[LedgerKind]:
    if argument != ANY_LEDGER:
        return [ledger_kinds()[kind_of(argument)]]
    return list(ledger_kinds().values())


def _kind(argument: str, checked: Check) -> LedgerKind:
    needed = set(checked.needs.get(argument, ()))
    return next(kind for kind in _kinds(argument) if needed <= {f.field for f in kind.fields})


def _asked(checked: Check) -> Rows | Frames | Texts:
    """The answer to a ledger with every column of its kind."""
    arguments = [_records(argument, checked) for argument in checked.ledgers]
    register = load_register()
    settings: dict[str, Any] = {}
    for name in checked.parameters:
        parameter = register.parameters[name]
        settings[name] = Setting(name, parameter.title, _value(parameter.unit), "1", basis="试")
    if checked.uses_as_of:
        settings["as_of"] = date(2024, 12, 31)
    if checked.uses_year:
        settings["year"] = 2024
    answer = checked.function(*arguments, **settings)
    assert isinstance(answer, Rows | Frames | Texts)
    return answer


def _records(argument: str, checked: Check) -> Records:
    kind = _kind(argument, checked)
    table = tables.ledger(kind.kind, [{f.field: "1" for f in kind.fields}])
    assignment = Assignment((tables.given(table),), (), load_register(), {})
    return EngineFrames(assignment).records((0,))


def _value(unit: str) -> Value:
    if unit == "日期":
        return date(2024, 12, 31)
    return {"比例": Share(1, 2), "文本": "1", "时刻": "2024-07-12 12:00"}.get(unit, 1)


# ---- declarations that are refused ------------------------------------------------------------------------------


def _no_title(income: Records) -> Rows:
    raise AssertionError


def _good(income: Records) -> Rows:
    """标题。"""
    raise AssertionError


def _unknown_form(income: Records) -> list[str]:
    """标题。"""
    raise AssertionError


def _no_ledger() -> Rows:
    """标题。"""
    raise AssertionError


def _any(any_ledger: Records) -> Texts:
    """标题。"""
    raise AssertionError


def _bad_declarations() -> Iterator[Any]:
    source = {"source": "算术"}
    yield pytest.param(_good, "INC101", source, id="编号重复")
    yield pytest.param(_good, "INC1", source, id="编号不是三个字母三位数字")
    yield pytest.param(_good, "inc901", source, id="编号小写")
    yield pytest.param(_no_title, "INC901", source, id="没有说明")
    yield pytest.param(_unknown_form, "INC901", source, id="返回的不是四种形式之一")
    yield pytest.param(_good, "INC901", {}, id="没有依据")
    yield pytest.param(_good, "INC901", {"requires": "SYQD-2-1"}, id="依据少了逗号")
    yield pytest.param(_good, "INC901", {**source, "needs": "household_id"}, id="所需列少了逗号")
    yield pytest.param(_good, "INC901", {**source, "needs": {"monitoring": ("x",)}}, id="要了没有拿的台账的列")
    yield pytest.param(_no_ledger, "INC901", source, id="什么台账也不拿")
    yield pytest.param(_any, "INC901", source, id="各种台账都查却不说要哪一列")


@pytest.mark.parametrize(("function", "code", "options"), list(_bad_declarations()))
def test_a_bad_declaration_is_refused(function: Any, code: str, options: dict[str, Any]) -> None:
    all_checks()
    before = dict(REGISTRY)
    with pytest.raises(DeclarationError, match=f"{code}|INC104"):
        check(code, severity="error", **options)(function)
    assert before == REGISTRY


def test_a_good_declaration_is_told_by_its_signature() -> None:
    def judged(
        income: Records, income_last_year: Records, *, line: Setting, cap: Setting | None = None, as_of: date
    ) -> Frames:
        """标题。

        说明。
        """
        raise AssertionError

    try:
        check("ZZZ901", severity="info", requires=("SYQD-2-1",))(judged)
        declared = REGISTRY["ZZZ901"]
    finally:
        REGISTRY.pop("ZZZ901", None)
    assert (declared.title, declared.explanation, declared.form, declared.nature) == (
        "标题",
        "说明。",
        "frame",
        "policy",
    )
    assert declared.ledgers == ("income", "income_last_year")
    assert (declared.parameters, declared.optional_parameters) == (("line", "cap"), {"cap"})
    assert declared.uses_as_of
    assert not declared.uses_year


def test_a_document_check_takes_no_ledger() -> None:
    def judged(document: OfficialDocument) -> Iterator[DocumentBreach]:
        """标题。"""
        raise AssertionError

    try:
        check("ZZZ902", severity="info", source="标准")(judged)
        declared = REGISTRY["ZZZ902"]
    finally:
        REGISTRY.pop("ZZZ902", None)
    assert (declared.form, declared.nature, declared.ledgers) == ("document", "document", ())


# ---- choosing ---------------------------------------------------------------------------------------------------


def test_checks_are_chosen_by_code_or_prefix() -> None:
    assert {c.code[:3] for c in select_checks(["INC"])} == {"INC"}
    assert [c.code for c in select_checks(["INC101"])] == ["INC101"]
    assert "INC101" not in [c.code for c in select_checks([], ["INC101"])]
    assert find_check("inc101").code == "INC101"


@pytest.mark.parametrize("code", ["INC999", "QQQ", "INC1O1"])
def test_an_unknown_code_is_refused_with_the_nearest(code: str) -> None:
    with pytest.raises(UnknownCheckError, match=f"没有编号为 {code} 的核查项"):
        select_checks([code])
    with pytest.raises(UnknownCheckError):
        find_check(code)
