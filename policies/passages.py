"""Finding a passage or a figure in a text that a scan has damaged: blanks, stops and doubled characters do not count."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from values.expressions import expression

_BLANK = expression(r"\s+")
_SIGNS = r"，,。、；;：:！!？?“”\"'‘’《》〈〉（）()〔〕\[\]【】「」…"
_STOPS = expression(rf"(?<!\d)[{_SIGNS}]+|[{_SIGNS}]+(?!\d)")
_NUMERALS = "一二三四五六七八九十百千万亿两零〇"
_DOUBLED = expression(rf"([^\d\W{_NUMERALS}])\1+")
_STOP = expression(r"[。；;，,：:！？]")
_LONGEST_SHOWN = 90
_LOOK_ON = 16  # characters after the passage within which its sentence may end
_ALIKE = 0.5


def squeezed(text: str) -> str:
    """The text as it is compared: one width, no blanks, no stops but those inside numbers, doubled characters once."""
    return _DOUBLED.sub(r"\1", _STOPS.sub("", _BLANK.sub("", unicodedata.normalize("NFKC", text))))


def holds(text: str, passage: str) -> bool:
    """Whether the text has the passage; a number at its edge has to be whole."""
    wanted = squeezed(passage)
    return re.search(f"{_whole_before(wanted)}{re.escape(wanted)}{_whole_after(wanted)}", squeezed(text)) is not None


def holds_figure(text: str, figure: str) -> bool:
    """Whether a figure stands in the text by itself: 1项 is not in 11项, nor 5% in 15%, nor 一次 in 二十一次."""
    wanted = squeezed(figure)
    before = f"(?<![{_NUMERALS}])" if wanted[:1] in _NUMERALS else _whole_before(wanted)
    after = _whole_after(wanted)
    return bool(wanted) and re.search(f"{before}{re.escape(wanted)}{after}", squeezed(text)) is not None


def _whole_before(wanted: str) -> str:
    return r"(?<![\d.])" if wanted[:1].isdecimal() else ""


def _whole_after(wanted: str) -> str:
    return r"(?!\d|\.\d)" if wanted[-1:].isdecimal() else ""


def numbers_in(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\d+(?:\.\d+)?%?", squeezed(text)))


def nearest(texts: Iterable[str], passage: str) -> str:
    """The words that stand where the passage is expected; empty where nothing is like it."""
    wanted = _BLANK.sub("", passage)
    windows = (window for text in texts for window in _windows(_BLANK.sub("", text), wanted))
    score, best = max(windows, default=(0.0, ""))
    return best if score >= _ALIKE else ""


def _windows(text: str, wanted: str) -> Iterator[tuple[float, str]]:
    """Where parts of the wanted passage stand, the stretch of text that the whole of it would take up, and its score."""
    blocks = SequenceMatcher(None, text, wanted, autojunk=False).get_matching_blocks()
    for start in {max(block.a - block.b, 0) for block in blocks if block.size > 1}:
        end = start + len(wanted)
        score = SequenceMatcher(None, text[start:end], wanted, autojunk=False).ratio()
        yield score, _to_stop(text, start, end)


def _to_stop(text: str, start: int, end: int) -> str:
    stop = _STOP.search(text, end - 1, end + _LOOK_ON)
    shown = text[start : stop.start() if stop else end]
    return shown if len(shown) <= _LONGEST_SHOWN else shown[:_LONGEST_SHOWN] + "…"


def alike(one: str, other: str) -> float:
    """0 to 1."""
    return SequenceMatcher(None, squeezed(one), squeezed(other), autojunk=False).ratio()
