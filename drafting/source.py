"""The SOURCE of a document: read, held against its keys, every fault said at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from msgspec import Struct

from documents.model import Paragraph
from drafting.addressees import composed, out_of_order
from drafting.body_request import BODY_SOURCE, REQUEST_KEYS, request_faults
from drafting.closings import with_closing
from drafting.entries import Entry
from drafting.faults import SourceError, SourceFault, WrongValueError
from drafting.keys import INCOMING_KEYS, KEYS, Key
from drafting.number_register import take_number, taken
from drafting.right_form import in_right_form
from drafting.source_files import Given, read_given
from drafting.used_files import missing_files, with_pictures
from values.expressions import expression

NUMBER_BEFORE_TITLE = expression(r"[一-鿿]{1,10}〔\d{4}〕\d{1,5}号[，、]?《[^》]{2,40}》")
OPEN_AGENCY = "（发文机关）"
FROM_MANUSCRIPT = "原稿里没有读出；请在原稿里写明，或另写一个 YAML，用“原稿”指明稿子、用本键补上"

ALIASES = {
    "主送单位": "主送机关",
    "主送": "主送机关",
    "抄送": "抄送机关",
    "抄送单位": "抄送机关",
    "文号": "发文字号",
    "发文号": "发文字号",
    "日期": "成文日期",
    "发文日期": "成文日期",
    "发文单位": "发文机关",
    "落款": "署名",
    "内容": "正文",
    "转发文件": "来文",
    "缓急": "紧急程度",
    "秘密等级": "密级",
}


MoreFaults = Callable[[Mapping[str, Any], Mapping[str, int]], Iterator[SourceFault]]


class Source(Struct, frozen=True):
    """What the writer gave, typed; what was left out is empty and derived later.

    `manuscript` is the text that is kept word for word, line by line; empty where there is none. `notes` are what a person has to know of
    how the source was read.
    """

    path: Path
    values: Mapping[str, Any]
    lines: Mapping[str, int]
    manuscript: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def text(self, key: str) -> str:
        return str(self.values.get(key, ""))

    def texts(self, key: str) -> tuple[str, ...]:
        return tuple(self.values.get(key, ()))

    def paragraphs(self, key: str) -> tuple[Paragraph, ...]:
        return tuple(self.values.get(key, ()))

    def day(self, key: str) -> date | None:
        given = self.values.get(key)
        return given if isinstance(given, date) else None

    @property
    def kind(self) -> str:
        return self.text("文种")

    @property
    def final(self) -> bool:
        return self.text("状态") == "正式稿"

    def refuse(self, key: str, message: str) -> SourceError:
        return SourceError(self.path.name, [SourceFault(key, self.lines.get(key), message)])


def nothing_more(_values: Mapping[str, Any], _lines: Mapping[str, int]) -> Iterator[SourceFault]:
    """No kind asks for more than its keys."""
    return iter(())


def read_source(path: Path, requirements: Mapping[str, tuple[str, ...]], more: MoreFaults = nothing_more) -> Source:
    """The SOURCE in that file; `requirements` names for each kind the keys it cannot do without.

    `more` says what else its kind does not allow, given the values and the lines of the keys that are not blank.

    Raises:
        SourceError: with every fault of the SOURCE.
        UnreadableDocumentError: the file cannot be opened.
    """
    given = read_given(path, {*KEYS, *ALIASES})
    faults: list[SourceFault] = []
    values = _read(given.entries, KEYS, faults)
    open_agency = _opened(values, given)
    faults += _kind_faults(values, given, requirements)
    lines = {key: entry.line for key, entry in given.entries.items()}
    faults += more(values, {key: entry.line for key, entry in given.entries.items() if entry.value})
    faults += _incoming_faults(values)
    faults += _body_source_faults(values, lines, path.parent)
    faults += _revision_faults(values, given)
    faults += missing_files(values, lines, path.parent)
    faults += take_number(values, lines, path.parent)
    values = with_pictures(values, path.parent, faults)
    if faults:
        raise SourceError(path.name, sorted(faults, key=lambda fault: fault.line or 10**9))
    right, changed = in_right_form(values)
    known = right if given.verbatim else _as_drafters_know(right)
    return Source(path, known, lines, given.lines, (*open_agency, *given.notes, *changed, *taken(known), *_addressed(known), *_quoted(known)))


def _as_drafters_know(values: Mapping[str, Any]) -> dict[str, Any]:
    """What no writer has to say: the order of 主送机关 given as a list, the formula that closes the text."""
    known = dict(values)
    if len(names := values.get("主送机关", ())) > 1:
        known["主送机关"] = (composed(names),)
    if body := values.get("正文"):
        known["正文"] = with_closing(str(values["文种"]), str(values.get("标题") or values.get("事由") or ""), body)
    return known


def _addressed(values: Mapping[str, Any]) -> Iterator[str]:
    for line in values.get("主送机关", ()):
        if pair := out_of_order(line):
            yield f"主送机关：“{pair[1]}”一般排在“{pair[0]}”之前，请核对顺序"


def _quoted(values: Mapping[str, Any]) -> Iterator[str]:
    """A document is quoted by its title first, then its number."""
    for part in values.get("正文", ()):
        for found in NUMBER_BEFORE_TITLE.finditer(part.text):
            yield f"正文：“{found[0]}”先引了文号，一般先引标题，后在圆括号内注文号，请核对"


def _opened(values: dict[str, Any], given: Given) -> tuple[str, ...]:
    """A manuscript need not name its issuing body before it is signed."""
    if not given.verbatim or values.get("状态") == "正式稿" or "发文机关" in values:
        return ()
    values["发文机关"] = OPEN_AGENCY
    return () if values.get("版头") == "无" else ("发文机关：原稿没有写明，红头、署名和标题待填",)


def _revision_faults(values: Mapping[str, Any], given: Given) -> Iterator[SourceFault]:
    if given.revisions and values.get("状态") == "正式稿":
        why = f"稿子还有修订{given.revisions}处，正式稿要先在 Word 或 WPS 中接受或拒绝"
        yield SourceFault("原稿", given.manuscript_line, why)


def _body_source_faults(values: dict[str, Any], lines: Mapping[str, int], folder: Path) -> list[SourceFault]:
    """正文来源 typed in its place, and what is wrong in it."""
    if BODY_SOURCE not in values:
        return []
    faults: list[SourceFault] = []
    values[BODY_SOURCE] = _read(values[BODY_SOURCE], REQUEST_KEYS, faults)
    return [*faults, *request_faults(values[BODY_SOURCE], lines[BODY_SOURCE], folder)]


def read_nested(entries: Mapping[str, Entry]) -> dict[str, Any]:
    """The values of a 来文 given by its keys; its faults have been said by then."""
    return _read(entries, INCOMING_KEYS, [])


def _read(entries: Mapping[str, Entry], keys: Mapping[str, Key], faults: list[SourceFault]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, entry in entries.items():
        if name not in keys:
            faults.append(SourceFault(name, entry.line or None, f"没有这个键{_nearest(name, keys)}"))
        elif entry.value:
            try:
                values[name] = keys[name].read(entry)
            except WrongValueError as wrong:
                faults.append(SourceFault(name, entry.line or None, str(wrong)))
    return values


def _nearest(name: str, keys: Mapping[str, Key]) -> str:
    alias = ALIASES.get(name)
    close = [alias] if alias in keys else get_close_matches(name, keys, n=1, cutoff=0.5)
    return f"，是否为“{close[0]}”" if close else f"；可用的键有：{'、'.join(keys)}"


def _kind_faults(
    values: Mapping[str, Any], given: Given, requirements: Mapping[str, tuple[str, ...]]
) -> Iterator[SourceFault]:
    kind, entries = values.get("文种"), given.entries
    missing = FROM_MANUSCRIPT if given.verbatim else "缺少"
    if kind is None:
        yield SourceFault("文种", None, f"{missing}，应为{'、'.join(requirements)}之一")
    elif kind not in requirements:
        close = get_close_matches(kind, requirements, n=1)
        hint = f"，是否为“{close[0]}”" if close else ""
        yield SourceFault("文种", entries["文种"].line, f"应为{'、'.join(requirements)}之一，现为“{kind}”{hint}")
    wanted = requirements.get(str(kind), next(iter(requirements.values())))
    for key in wanted:
        given_otherwise = key == "正文" and BODY_SOURCE in values
        if not values.get(key) and not given_otherwise and not (key in entries and entries[key].value):
            yield SourceFault(key, None, f"{missing}，应填写{KEYS[key].meaning}")


def _incoming_faults(values: Mapping[str, Any]) -> list[SourceFault]:
    nested = values.get("来文")
    if not isinstance(nested, Mapping):
        return []
    faults: list[SourceFault] = []
    read = _read(nested, INCOMING_KEYS, faults)
    line = next(iter(nested.values())).line
    if "文件" not in read and not {"标题", "正文"} <= set(read):
        faults.append(SourceFault("来文", line, "应为文件名，或至少带“标题”和“正文”"))
    return faults
