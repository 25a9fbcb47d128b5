"""What a check looks for, why, and by which clauses: `explain`, and the generated docs/checks.md."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from checks.catalogue import UnknownCheckError, all_checks, find_check
from checks.declare import ANY_LEDGER, kind_of
from checks.local import local_checks
from checks.model import Check
from checks.packs import PACKS
from ledgers.catalogue import ledger_kinds
from ledgers.faults import FAULT_CODES
from policies import Register, load_register
from policies.model import Parameter
from reports.text import SEVERITY_NAMES

_FORMS = {"row": "逐行", "frame": "跨行、跨表或汇总", "text": "逐个文字", "document": "公文", "package": "随文材料"}


def list_checks(folders: Iterable[Path] = ()) -> str:
    """Every check, those a county states in its own folders with them."""
    checks = (*all_checks(), *local_checks(load_register(folders)))
    lines = [f"{check.code}  {SEVERITY_NAMES[check.severity]}  {check.title}" for check in checks]
    lines += [f"{fault.code}  {'数据'}  {fault.title}" for fault in FAULT_CODES.values()]
    return "\n".join(lines) + "\n"


def explain_check(code: str, folders: Iterable[Path] = ()) -> str:
    register = load_register(folders)
    return "\n".join(_explained(find_check(code, local_checks(register)), register)) + "\n"


def explain_fault(code: str) -> str:
    if code not in FAULT_CODES:
        raise UnknownCheckError(f"没有编号为 {code} 的读表问题。用 xianjie explain 可查看全部编号")
    fault = FAULT_CODES[code]
    return f"{fault.code} {fault.title}\n\n{fault.meaning}\n\n处理：{fault.suggestion}\n"


def checks_document() -> str:
    """docs/checks.md: every check and every reading fault, as `explain` shows them."""
    register = load_register()
    parts = ["# 核查项目\n\n由 `python -m reports.explanation` 生成，测试保证与程序一致。\n"]
    for check in all_checks():
        head, *rest = _explained(check, register)
        parts.append("\n".join([f"## {head}", *rest]))
    parts.append("# 读表问题\n")
    parts += [f"## {f.code} {f.title}\n\n{f.meaning}处理：{f.suggestion}" for f in FAULT_CODES.values()]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _explained(check: Check, register: Register) -> Iterator[str]:
    yield f"{check.code} {check.title}"
    yield ""
    yield f"级别：{SEVERITY_NAMES[check.severity]}。方式：{_FORMS[check.form]}。{_ledgers(check)}"
    yield ""
    yield check.explanation
    yield ""
    yield from _basis(check, register)
    for name in check.parameters:
        parameter = register.parameters[name]
        yield f"参数 {name}({parameter.title},{parameter.unit}):{_values(parameter)}"
    yield from _pack(check, register)
    if check.scope:
        yield f"范围：需覆盖全{check.scope}的数据"


def _values(parameter: Parameter) -> str:
    values = [f"{v.text}({'/'.join(v.division)},{v.valid_from}至{v.valid_to},{v.requirement})" for v in parameter.values]
    if parameter.base:
        values.append(f"{parameter.base.text}（{parameter.base.source}；可在配置中另定）")
    return "、".join(values) or "文件未给出，须在配置中填写"


def _pack(check: Check, register: Register) -> Iterator[str]:
    if check.pack is None:
        return
    pack = PACKS[check.pack]
    state = f"按{check.line}判断，在 xianjie.toml 的 [packs] 中启用后才查" if check.line else "默认就查"
    yield f"规则包：{pack.name}，{state}"
    for requirement in register.requirements.values():
        if check.code in requirement.sets_aside:
            yield f"不查的地方：{requirement.policy.citation}{requirement.clause}[{requirement.id}]有效期内适用的地方"


def _ledgers(check: Check) -> str:
    kinds = ledger_kinds()
    names = [
        "有所需列的各类台账" if a == ANY_LEDGER else kinds[kind_of(a)].name + ("（上一年度）" if a != kind_of(a) else "")
        for a in check.ledgers
    ]
    return f"台账：{'、'.join(names)}。" if names else ""


def _basis(check: Check, register: Register) -> Iterator[str]:
    if check.source:
        yield f"依据：{check.source}"
    for wanted in check.requires:
        for requirement in register.judged_like(wanted):
            policy = requirement.policy
            place = "、".join("/".join(division) for division in policy.divisions)
            when = f"{place}，{policy.valid_from}至{policy.valid_to}"
            yield f"依据：{policy.citation}{requirement.clause}[{requirement.id}] {requirement.title}（{when}）"


if __name__ == "__main__":
    Path("docs/checks.md").write_text(checks_document(), encoding="utf-8")
