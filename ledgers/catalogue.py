"""The kinds of ledger, loaded from ledgers/kinds: one YAML file a kind, shared fields in groups."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, get_args

from msgspec.structs import replace

from ledgers.model import Choice, Field, FieldType, LedgerKind
from ledgers.sums import Sum, SumError, sums_of
from values.plain_yaml import NotPlainYamlError, load_yaml

KINDS_FOLDER: Final = Path(__file__).parent / "kinds"
_SHARED_FILE: Final = "shared_fields.yaml"
_NOT_LEDGERS_FILE: Final = "not_ledgers.yaml"
_KIND_KEYS: Final = frozenset({"kind", "name", "titles", "keys", "ledger_tables", "include", "append", "fields", "sums"})
_FIELD_KEYS: Final = frozenset({
    "field", "name", "type", "unit", "required", "sensitive", "spellings", "year", "both_years", "choices", "open_list", "stands_for",
})  # fmt: skip
_TYPES: Final = frozenset(get_args(FieldType))
_YEARS: Final = {"before_last": "前年", "last": "上年", "this": "本年"}

_Record = dict[str, Any]


class KindFileError(Exception):
    """A file in the kinds folder is not as it should be; the message names file and key."""


@cache
def ledger_kinds(folder: Path = KINDS_FOLDER) -> Mapping[str, LedgerKind]:
    """Every kind by its English name, in the order of the file names.

    Raises:
        KindFileError: a file with an unknown key, a missing key, a field twice, a key naming no field.
    """
    groups = _read_groups(folder / _SHARED_FILE)
    paths = sorted(p for p in folder.glob("*.yaml") if p.name not in {_SHARED_FILE, _NOT_LEDGERS_FILE})
    kinds = {path.stem: _read_kind(path, groups) for path in paths}
    _refuse_shared_table_names(kinds.values())
    return MappingProxyType(kinds)


def with_spellings(
    kinds: Mapping[str, LedgerKind], headers: Mapping[str, Mapping[str, str]]
) -> Mapping[str, LedgerKind]:
    """The kinds with an office's own spellings added: {"income": {"人均": "per_capita_net_income_this_year"}}.

    Raises:
        KindFileError: a kind or field that does not exist; the message names the nearest.
    """
    for name, spellings in headers.items():
        _known(name, kinds, "台账种类")
        for field in spellings.values():
            _known(field, {item.field: item for item in kinds[name].fields}, f"{kinds[name].name}的字段")
    return {name: _spelled(kind, headers.get(name, {})) for name, kind in kinds.items()}


def _known(name: str, names: Iterable[str], what: str) -> None:
    if name not in names:
        nearest = get_close_matches(name, list(names), 1)
        raise KindFileError(f"没有{what} {name}" + (f"，是否为 {nearest[0]}" if nearest else ""))


def _spelled(kind: LedgerKind, spellings: Mapping[str, str]) -> LedgerKind:
    if not spellings:
        return kind
    fields = tuple(
        replace(item, spellings=(*(text for text, name in spellings.items() if name == item.field), *item.spellings))
        for item in kind.fields
    )
    return replace(kind, fields=fields)


def kind_of_table_name(name: str) -> LedgerKind | None:
    """The kind that policy texts and offices mean by a name such as 收入排查台账; None when it names no ledger."""
    return _kinds_by_table_name().get(name.strip())


@cache
def not_ledgers() -> Mapping[str, str]:
    """Names that stand beside ledgers in policy texts but are none (公文, 参数 …), with the reason."""
    path = KINDS_FOLDER / _NOT_LEDGERS_FILE
    return MappingProxyType({str(name): str(reason) for name, reason in _mapping(_load(path), path, "文件").items()})


def describe_kinds() -> list[dict[str, Any]]:
    """The kinds and their fields as `ledgers kinds` prints them: plain lists, strings and booleans."""
    return [_describe(kind) for kind in ledger_kinds().values()]


def _describe(kind: LedgerKind) -> dict[str, Any]:
    fields = [
        {
            "field": field.field,
            "name": field.name,
            "type": field.type,
            "unit": field.unit,
            "required": field.required,
            "sensitive": field.sensitive,
            "spellings": list(field.spellings),
        }
        for field in kind.fields
    ]
    return {"kind": kind.kind, "name": kind.name, "fields": fields, "keys": [list(key) for key in kind.keys]}


@cache
def _kinds_by_table_name() -> Mapping[str, LedgerKind]:
    return {name: kind for kind in ledger_kinds().values() for name in kind.ledger_tables}


def _refuse_shared_table_names(kinds: Iterable[LedgerKind]) -> None:
    seen: dict[str, str] = {}
    for kind in kinds:
        for name in kind.ledger_tables:
            if seen.setdefault(name, kind.kind) != kind.kind:
                raise KindFileError(f"{kind.kind}.yaml:ledger_tables 中的“{name}”已属于 {seen[name]}.yaml")


def _load(path: Path) -> Any:
    try:
        return load_yaml(path.read_text(encoding="utf-8"))
    except (OSError, NotPlainYamlError) as error:
        raise KindFileError(f"{path.name}：无法读取：{error}") from error


def _mapping(value: Any, path: Path, key: str) -> _Record:
    if not isinstance(value, dict):
        raise KindFileError(f"{path.name}：{key} 应为键值对")
    return value


def _texts(value: Any, path: Path, key: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise KindFileError(f"{path.name}：{key} 应为文字的列表")
    return tuple(value)


def _read_groups(path: Path) -> Mapping[str, list[_Record]]:
    groups = _mapping(_load(path), path, "文件")
    return {name: [_checked_record(item, path) for item in items] for name, items in groups.items()}


def _read_kind(path: Path, groups: Mapping[str, list[_Record]]) -> LedgerKind:
    record = _mapping(_load(path), path, "文件")
    _refuse_unknown(record, _KIND_KEYS, path, "文件")
    for key in ("kind", "name", "titles", "keys", "fields"):
        if key not in record:
            raise KindFileError(f"{path.name}：缺少 {key}")
    if record["kind"] != path.stem:
        raise KindFileError(f"{path.name}:kind 应与文件名相同，实为 {record['kind']}")
    fields = _fields(record, path, groups)
    return LedgerKind(
        kind=record["kind"],
        name=record["name"],
        titles=_texts(record["titles"], path, "titles"),
        fields=fields,
        keys=_keys(record["keys"], fields, path),
        ledger_tables=_texts(record.get("ledger_tables", []), path, "ledger_tables"),
        sums=_sums(record.get("sums", []), fields, path),
    )


def _sums(value: Any, fields: tuple[Field, ...], path: Path) -> tuple[Sum, ...]:
    try:
        return sums_of(value, (field.field for field in fields))
    except SumError as error:
        raise KindFileError(f"{path.name}：{error}") from error


def _keys(value: Any, fields: tuple[Field, ...], path: Path) -> tuple[tuple[str, ...], ...]:
    names = {field.field for field in fields}
    keys = tuple(_texts(key, path, "keys") for key in value)
    for name in (name for key in keys for name in key):
        if name not in names:
            raise KindFileError(f"{path.name}:keys 中的 {name} 不是本台账的字段")
    return keys


def _fields(record: _Record, path: Path, groups: Mapping[str, list[_Record]]) -> tuple[Field, ...]:
    own = [_checked_record(item, path) for item in record["fields"]]
    shared = {key: _included(record, key, path, groups) for key in ("include", "append")}
    order = [item["field"] for item in (*shared["include"], *own, *shared["append"])]
    records: dict[str, _Record] = {name: {} for name in order}
    for item in (*shared["include"], *shared["append"], *own):
        records[item["field"]] |= item
    names = [item["field"] for item in own]
    if repeated := {name for name in names if names.count(name) > 1}:
        raise KindFileError(f"{path.name}：字段 {'、'.join(sorted(repeated))} 写了两次")
    return tuple(field for item in records.values() for field in _read_fields(item, path))


def _included(record: _Record, key: str, path: Path, groups: Mapping[str, list[_Record]]) -> list[_Record]:
    names = _texts(record.get(key, []), path, key)
    if unknown := [name for name in names if name not in groups]:
        raise KindFileError(f"{path.name}：{key} 中的 {'、'.join(unknown)} 不在 {_SHARED_FILE} 中")
    return [item for name in names for item in groups[name]]


def _refuse_unknown(record: _Record, known: frozenset[str], path: Path, where: str) -> None:
    if unknown := sorted(str(key) for key in record.keys() - known):
        raise KindFileError(f"{path.name}：{where} 有不认识的键 {'、'.join(unknown)}")


def _checked_record(value: Any, path: Path) -> _Record:
    record = _mapping(value, path, "fields 的每一项")
    name = record.get("field")
    if not isinstance(name, str) or not (name.isidentifier() and name.isascii()):
        raise KindFileError(f"{path.name}:field 应为英文字段名，实为 {name!r}")
    _refuse_unknown(record, _FIELD_KEYS, path, f"字段 {name}")
    return record


def _read_fields(record: _Record, path: Path) -> tuple[Field, ...]:
    where = f"字段 {record['field']} 的"
    if not isinstance(record.get("name"), str):
        raise KindFileError(f"{path.name}：{where} name 缺失")
    if record.get("type") not in _TYPES:
        raise KindFileError(f"{path.name}：{where} type 不认识：{record.get('type')!r}")
    if not record.get("both_years"):
        return (_field(record, record["field"], record["name"], record.get("year"), path),)
    return tuple(
        _field(record, f"{record['field']}_{year}_year", f"{_YEARS[year]}{record['name']}", year, path)
        for year in ("last", "this")
    )


def _field(record: _Record, name: str, title: str, year: Any, path: Path) -> Field:
    where = f"字段 {record['field']} 的"
    if year is not None and year not in _YEARS:
        raise KindFileError(f"{path.name}：{where} year 应为 {'、'.join(_YEARS)} 之一")
    return Field(
        field=name,
        name=title,
        type=record["type"],
        unit=record.get("unit"),
        required=_switch(record, "required", path),
        sensitive=_switch(record, "sensitive", path),
        spellings=_texts(record.get("spellings", []), path, f"{where} spellings"),
        year=year,
        choices=_choices(record.get("choices", {}), path, where),
        open_list=_switch(record, "open_list", path),
        stands_for=record.get("stands_for"),
    )


def _switch(record: _Record, key: str, path: Path) -> bool:
    value = record.get(key, False)
    if not isinstance(value, bool):
        raise KindFileError(f"{path.name}：字段 {record['field']} 的 {key} 应为 true 或 false")
    return value


def _choices(value: Any, path: Path, where: str) -> tuple[Choice, ...]:
    if isinstance(value, list):
        value = {name: [] for name in value}
    choices = _mapping(value, path, f"{where} choices")
    return tuple(Choice(str(name), _texts(ways, path, f"{where} choices")) for name, ways in choices.items())
