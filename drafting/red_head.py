"""What stands above the red rule: the issuing body's name, or several; the number with the signers of an upward document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

from drafting.geometry import NATIONAL, Geometry
from templates.layout import Laid

HEAD_POINTS, LINE_POINTS, NAMES_POINTS = 36, 440, 355
NARROWEST = 33
LETTER_POINTS = 480
A_LINE = 2
SIGNER = "签发人："


def red_head(text: str, room: int = LINE_POINTS) -> Laid:
    """The red head on one line: long names are narrowed, never made smaller."""
    return Laid(text, scale=_scale(len(text), room))


def joint_heads(names: Sequence[str]) -> list[Mapping[str, object]]:
    """Several names one above the other, the lead agency's first, all narrowed alike."""
    scale = _scale(max(map(len, names)), NAMES_POINTS)
    return [{"名称": Laid(name, scale=scale)} for name in names]


def _scale(characters: int, room: int) -> int:
    return max(NARROWEST, min(100, room * 100 // (HEAD_POINTS * max(characters, 1))))


def signer_lines(number: str, names: Sequence[str], geometry: Geometry = NATIONAL) -> list[Mapping[str, object]]:
    """Two signers a line, ending one character from the right; the number one from the left, on the last line."""
    pairs = list(zip_longest(names[::A_LINE], names[1::A_LINE], fillvalue="")) or [("", "")]
    longest = max(3, *map(len, names)) if names else 3
    last = geometry.characters - 1 - longest
    first = last - longest - 1 if len(names) > 1 else last
    second = last if len(names) > 1 else geometry.characters - 1
    return list(_lines(number, pairs, (first - len(SIGNER), first, second), geometry))


def _lines(
    number: str, pairs: Sequence[tuple[str, str]], stops: tuple[int, int, int], geometry: Geometry
) -> Iterator[Mapping[str, object]]:
    label, first, second = (stop * geometry.character for stop in stops)
    for order, (one, two) in enumerate(pairs, start=1):
        tabs = (label if order == 1 else first, second)
        yield {
            "文号": Laid(number if order == len(pairs) else "", tabs=tabs),
            "标签": SIGNER if order == 1 else "",
            "一": one,
            "二": two,
        }


def letter_lines(number: str, copy_number: str, marks: Sequence[str]) -> list[dict[str, str]]:
    """Under the double rule of a letter: 份号, 密级, 紧急程度 downwards at the left, the number at the right."""
    lefts = [(copy_number, "")] * bool(copy_number) + [("", mark) for mark in marks if mark]
    rows = [{"份号": copy, "左": mark, "右": ""} for copy, mark in lefts] or [{"份号": "", "左": "", "右": ""}]
    rows[0] = {**rows[0], "右": number}
    return rows
