"""The register: every policy document's requirements and the dated values they set, read from YAML.

Built in are the files under policies/register and policies/parameters; a county's own folder (--policies) holds files
of the same two shapes, in one folder or in register/ and parameters/ below it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import get_args

from msgspec import Struct
from msgspec.structs import replace

from policies.entries import Entry, RegisterError, nearest_name, read_mapping
from policies.local_shapes import with_declared_checks
from policies.model import Parameter, ParameterValue, Policy, Requirement, Scope
from policies.parameter_files import ParameterFiles, parse_value, read_parameter
from values.divisions import COUNTY_DEPTH, Division, UnknownDivisionError, parse_division, split_division

_HERE = Path(__file__).parent
AREAS = (
    "责任落实", "防返贫监测帮扶", "三保障和饮水安全", "脱贫人口增收", "产业帮扶", "就业帮扶", "易地搬迁后续扶持",
    "衔接资金和项目", "帮扶资产", "兜底保障", "驻村和结对帮扶", "乡村建设", "问题整改",
)  # fmt: skip
_SCOPES = get_args(Scope)
LEVELS = ("省", "县", "乡镇", "村", "户", "人", "项目", "资产", "干部")


class Register(Struct, frozen=True):
    """All policies, requirements by id, parameters by name."""

    policies: Mapping[str, Policy]
    requirements: Mapping[str, Requirement]
    parameters: Mapping[str, Parameter]

    def judged_like(self, requirement_id: str) -> tuple[Requirement, ...]:
        """The requirement itself and every local one that asks the same."""
        own = (self.requirements[requirement_id],) if requirement_id in self.requirements else ()
        return own + tuple(r for r in self.requirements.values() if r.judged_as == requirement_id)


@cache
def load_builtin() -> Register:
    register = _assemble(sorted((_HERE / "register").glob("*.yaml")), (), None)
    return replace(register, parameters=ParameterFiles(_HERE / "parameters", register.requirements))


def load_register(local_folders: Iterable[Path] = ()) -> Register:
    """The built-in register together with a county's own folders.

    Raises:
        RegisterError: a folder is missing, or a file in it is wrong.
    """
    register = load_builtin()
    for folder in local_folders:
        if not folder.is_dir():
            raise RegisterError(f"找不到本地要求文件夹：{folder}")
        files = sorted(folder.rglob("*.yaml")) + sorted(folder.rglob("*.yml"))
        kinds = {file: _kind_of_file(file) for file in files}
        policies = [file for file, kind in kinds.items() if kind == "requirements"]
        parameters = [file for file, kind in kinds.items() if kind == "values"]
        register = _assemble(policies, parameters, register)
    return register


def _kind_of_file(file: Path) -> str:
    data = read_mapping(file)
    for key in ("requirements", "values"):
        if key in data:
            return key
    raise RegisterError(f"{file.name}：既没有 requirements（文件的要求），也没有 values（参数的值）")


def _assemble(policy_files: Iterable[Path], parameter_files: Iterable[Path], base: Register | None) -> Register:
    policies = dict(base.policies) if base else {}
    requirements = dict(base.requirements) if base else {}
    parameters = dict(base.parameters) if base else {}
    for file in policy_files:
        entry = Entry(file, read_mapping(file))
        policy = _policy(entry, local=base is not None)
        entry.refuse(policy.id in policies, "id", f"文件编号 {policy.id} 重复")
        policies[policy.id] = policy
        found = _requirements(entry, policy)
        for requirement in with_declared_checks(found, file) if policy.local else found:
            entry.refuse(requirement.id in requirements, "requirements", f"要求编号 {requirement.id} 重复")
            requirements[requirement.id] = requirement
        _take_values(entry, policy, parameters)
    for file in parameter_files:
        parameter = read_parameter(file, requirements)
        known = parameters.get(parameter.name)
        parameters[parameter.name] = _joined(known, parameter) if known else parameter
    register = Register(policies, requirements, parameters)
    _refuse_loose_ends(register)
    return register


def _policy(entry: Entry, *, local: bool) -> Policy:
    entry.hold_keys("文件")
    valid = entry.data.get("valid")
    entry.refuse(not isinstance(valid, dict), "valid", "应写 {from: 日期, to: 日期}")
    assert isinstance(valid, dict)
    divisions = entry.texts("divisions")
    entry.refuse(not divisions, "divisions", "必填，如 [江西省/赣州市/上犹县]")
    first, last = entry.day(valid, "from"), entry.day(valid, "to")
    entry.refuse(first > last, "valid", f"起日 {first} 晚于止日 {last}")
    return Policy(
        id=entry.text("id"),
        title=entry.text("title"),
        number=entry.optional("number"),
        issuer=entry.optional("issuer"),
        issued=entry.day(entry.data, "issued") if entry.data.get("issued") else None,
        divisions=tuple((_place(entry, path) if local else split_division(path)) for path in divisions),
        valid_from=first,
        valid_to=last,
        validity_basis=entry.text("validity_basis", ""),
        local=local,
    )


def _place(entry: Entry, path: str) -> Division:
    """Province and city have to be in the table; a county may be one that the configuration registers."""
    try:
        return parse_division(path)
    except UnknownDivisionError:
        plain = split_division(path)
    try:
        parse_division("/".join(plain[: COUNTY_DEPTH - 1]))
    except UnknownDivisionError as error:
        raise RegisterError(f"{entry.file.name}{entry.where}:divisions:{error}") from error
    return plain


def _requirements(entry: Entry, policy: Policy) -> Iterable[Requirement]:
    items = entry.data.get("requirements")
    entry.refuse(not isinstance(items, list) or not items, "requirements", "应为非空列表")
    for number, item in enumerate(items or [], start=1):
        entry.refuse(not isinstance(item, dict), "requirements", f"第{number}条应为“键: 值”")
        yield _requirement(entry.inside(item, f"第{number}条 {item.get('id', '')}"), policy)


def _requirement(entry: Entry, policy: Policy) -> Requirement:
    entry.hold_keys("要求")
    entry.refuse("check" in entry.data and not policy.local, "check", "只能写在本县要求中")
    by_hand = entry.mapping("by_hand")
    return Requirement(
        id=entry.text("id"),
        policy=policy,
        clause=entry.text("clause"),
        title=entry.text("title"),
        kind=entry.text("kind", "procedure"),
        level=entry.one_of("level", LEVELS),
        scope=entry.one_of("scope", _SCOPES),  # type: ignore[arg-type]  # one_of has held it against Scope
        area=entry.one_of("area", AREAS),
        strength=entry.text("strength", "应当"),
        judged=entry.one_of("judged", ("machine", "partly", "hand")),  # type: ignore[arg-type]  # likewise
        responsible=entry.texts("responsible"),
        ledgers=entry.texts("ledgers"),
        needs=entry.texts("needs"),
        form=entry.text("form", ""),
        how=entry.text("how", ""),
        figures=entry.texts("figures"),
        quote=entry.text("quote", ""),
        values=entry.texts("values"),
        open_list=bool(entry.data.get("open_list", False)),
        period=entry.text("period", ""),
        by_hand_reason=by_hand.get("reason"),
        evidence=by_hand.get("evidence"),
        narrative=bool(entry.data.get("narrative", False)),
        same_as=entry.optional("same_as"),
        judged_as=entry.optional("judged_as"),
        caution=entry.text("caution", ""),
        sets_aside=entry.texts("sets_aside"),
    )


def _take_values(entry: Entry, policy: Policy, parameters: dict[str, Parameter]) -> None:
    """`sets: {name: value}` in a requirement: the value holds wherever and as long as its policy does."""
    for item in (each for each in entry.data["requirements"] if "sets" in each):
        for name, text in entry.inside(item, f" {item['id']}").mapping("sets").items():
            entry.refuse(
                name not in parameters, f"{item['id']} sets", f"没有名为 {name} 的参数{nearest_name(name, parameters)}"
            )
            known = parameters[name]
            try:
                value = parse_value(str(text), known.unit)
            except ValueError as error:
                raise RegisterError(f"{entry.file.name} {item['id']}:sets:{name}:{error}") from error
            more = tuple(
                ParameterValue(value, str(text), "", place, policy.valid_from, policy.valid_to, item["id"])
                for place in policy.divisions
            )
            parameters[name] = replace(known, values=known.values + more, unset_reason=None)


def _joined(known: Parameter, more: Parameter) -> Parameter:
    """A local file adds values to a parameter the register knows; its unit has to be the same."""
    if known.unit != more.unit:
        raise RegisterError(f"参数 {known.name}：单位应为 {known.unit}，写成了 {more.unit}")
    return replace(known, values=known.values + more.values, unset_reason=None)


def _refuse_loose_ends(register: Register) -> None:
    for requirement in register.requirements.values():
        for other in (requirement.same_as, requirement.judged_as):
            if other is not None and other not in register.requirements:
                raise RegisterError(f"{requirement.policy.id} 的 {requirement.id}：指向的要求 {other} 不存在")
