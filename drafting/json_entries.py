"""JSON as entries that know their line; the standard parser tells values, but not where they stand."""

from __future__ import annotations

from collections.abc import Mapping
from json import JSONDecodeError, JSONDecoder

from drafting.entries import Entry
from drafting.faults import SourceError, SourceFault
from values.expressions import expression

_BLANK = expression(r"[ \t\r\n]*")
_SCALAR = expression(r"-?\d[\d.eE+-]*|true|false|null")
_DEEPEST = 50
_WORDS = {"null": ""}
_STRINGS = JSONDecoder()


class _WrongJsonError(Exception):
    """Where the text stops being JSON, and what was expected there."""

    def __init__(self, at: int, expected: str) -> None:
        self.at, self.expected = at, expected
        super().__init__(expected)


def read_json(text: str, name: str) -> Mapping[str, Entry]:
    """The keys of a JSON object. Raises SourceError when it is none, or a key comes twice."""
    reader = _Reader(text)
    try:
        entry = reader.document()
    except _WrongJsonError as wrong:
        fault = SourceFault("", reader.line(wrong.at), f"JSON 写法有误：{wrong.expected}")
        raise SourceError(name, [*reader.faults, fault]) from wrong
    if not isinstance(entry.value, Mapping):
        raise SourceError(name, [SourceFault("", 1, '应为 {"键": "值"} 的形式，例如 {"文种": "转发通知"}')])
    if reader.faults:
        raise SourceError(name, reader.faults)
    return entry.value


class _Reader:
    """Reads downwards, one value at a time; `at` is where it stands."""

    def __init__(self, text: str) -> None:
        self.text, self.at, self.depth = text, 0, 0
        self.faults: list[SourceFault] = []

    def line(self, at: int) -> int:
        return self.text.count("\n", 0, at) + 1

    def document(self) -> Entry:
        entry = self._value()
        self._skip()
        if self.at < len(self.text):
            raise _WrongJsonError(self.at, "大括号之后还有多余的内容")
        return entry

    def _skip(self) -> None:
        blank = _BLANK.match(self.text, self.at)
        assert blank
        self.at = blank.end()

    def _next(self, expected: str, wanted: str) -> str:
        """The sign that stands next, which has to be one of those wanted; it is passed."""
        self._skip()
        sign = self.text[self.at : self.at + 1]
        if not sign or sign not in wanted:
            raise _WrongJsonError(self.at, expected)
        self.at += 1
        return sign

    def _value(self) -> Entry:
        self._skip()
        line, sign = self.line(self.at), self.text[self.at : self.at + 1]
        if sign == '"':
            return Entry(line, self._string().strip())
        if sign in ("{", "["):
            return self._inside(line, sign)
        found = _SCALAR.match(self.text, self.at)
        if not found:
            raise _WrongJsonError(self.at, "这里应为值；文字要加英文双引号，最后一项之后不加逗号")
        self.at = found.end()
        return Entry(line, _WORDS.get(found.group(), found.group()))

    def _inside(self, line: int, sign: str) -> Entry:
        if self.depth >= _DEEPEST:
            raise _WrongJsonError(self.at, f"套得太深，超过{_DEEPEST}层")
        self.depth += 1
        self.at += 1
        entry = Entry(line, self._object() if sign == "{" else self._array())
        self.depth -= 1
        return entry

    def _string(self) -> str:
        start = self.at
        try:
            value, self.at = _STRINGS.raw_decode(self.text, start)
        except JSONDecodeError as error:
            raise _WrongJsonError(start, "引号没有成对，或文字里有换行、没有转义的反斜杠") from error
        return str(value)

    def _object(self) -> Mapping[str, Entry]:
        entries: dict[str, Entry] = {}
        if self._closed("}"):
            return entries
        while True:
            self._key_and_value(entries)
            if self._next("两项之间应有英文逗号，结尾应有大括号 }", ",}") == "}":
                return entries

    def _key_and_value(self, entries: dict[str, Entry]) -> None:
        self._skip()
        at = self.at
        if self.text[at : at + 1] != '"':
            raise _WrongJsonError(at, "键要加英文双引号，最后一项之后不加逗号")
        key, line = self._string().strip(), self.line(at)
        self._next(f"“{key}”之后应有英文冒号", ":")
        value = self._value().value
        if key in entries:
            self.faults.append(SourceFault(key, line, f"与第{entries[key].line}行重复，只能写一次"))
        else:
            entries[key] = Entry(line, value)

    def _array(self) -> tuple[Entry, ...]:
        items: list[Entry] = []
        if self._closed("]"):
            return ()
        while True:
            items.append(self._value())
            if self._next("两项之间应有英文逗号，结尾应有方括号 ]", ",]") == "]":
                return tuple(items)

    def _closed(self, sign: str) -> bool:
        """An empty object or list, passed."""
        self._skip()
        if self.text[self.at : self.at + 1] != sign:
            return False
        self.at += 1
        return True
