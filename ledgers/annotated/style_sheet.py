"""The style sheet of a workbook, added to: existing formats keep their numbers."""

from __future__ import annotations

import copy
from typing import Final

from lxml import etree

from ledgers.annotated.xml_parts import MAIN, main, parsed, written

MINIMAL: Final = (
    f'<styleSheet xmlns="{MAIN}"><fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="1"><xf/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
).encode()
_YELLOW: Final = "FFFFFF00"
_GREY: Final = "FFD9D9D9"


class StyleSheet:
    """Adds fonts, fills, borders and cell formats; each is found again rather than added twice."""

    def __init__(self, content: bytes) -> None:
        self._root = parsed(content)
        self._fills: dict[str, int] = {}
        self._highlighted: dict[int, int] = {}

    def content(self) -> bytes:
        return written(self._root)

    def highlighted(self, style: int) -> int:
        """The number of the same format with a yellow fill."""
        if style not in self._highlighted:
            formats = self._table("cellXfs")
            clone = copy.deepcopy(formats[style]) if style < len(formats) else etree.Element(main("xf"))
            clone.set("fillId", str(self._fill(_YELLOW)))
            clone.set("applyFill", "1")
            self._highlighted[style] = self._append("cellXfs", clone)
        return self._highlighted[style]

    def format(self, *, size: int, bold: bool = False, header: bool = False, align: str = "left") -> int:
        """A new cell format for our own sheet: wrapped text, a thin frame unless it is a title."""
        framed = size < 14  # the title stands without a frame
        attributes = {
            "numFmtId": "49",
            "fontId": str(self._font(size, bold=bold)),
            "fillId": str(self._fill(_GREY)) if header else "0",
            "borderId": str(self._border()) if framed else "0",
            "xfId": "0",
        }
        applied = dict.fromkeys(("applyFont", "applyFill", "applyBorder", "applyAlignment", "applyNumberFormat"), "1")
        node = etree.Element(main("xf"), attributes | applied)
        etree.SubElement(node, main("alignment"), {"horizontal": align, "vertical": "center", "wrapText": "1"})
        return self._append("cellXfs", node)

    def _table(self, name: str) -> etree._Element:
        table = self._root.find(main(name))
        if table is None:  # a style sheet by another program may lack what we add to
            table = parsed(MINIMAL).find(main(name))
            assert table is not None  # MINIMAL holds every table
            self._insert_in_order(table, name)
        return table

    def _insert_in_order(self, table: etree._Element, name: str) -> None:
        order = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs")
        before = {main(earlier) for earlier in order[: order.index(name)]}
        self._root.insert(sum(node.tag in before for node in self._root), table)

    def _append(self, name: str, node: etree._Element) -> int:
        table = self._table(name)
        table.append(node)
        table.set("count", str(len(table)))
        return len(table) - 1

    def _fill(self, colour: str) -> int:
        if colour not in self._fills:
            node = etree.Element(main("fill"))
            pattern = etree.SubElement(node, main("patternFill"), {"patternType": "solid"})
            etree.SubElement(pattern, main("fgColor"), {"rgb": colour})
            etree.SubElement(pattern, main("bgColor"), {"indexed": "64"})
            self._fills[colour] = self._append("fills", node)
        return self._fills[colour]

    def _font(self, size: int, *, bold: bool) -> int:
        node = etree.Element(main("font"))
        if bold:
            etree.SubElement(node, main("b"))
        etree.SubElement(node, main("sz"), {"val": str(size)})
        etree.SubElement(node, main("name"), {"val": "宋体"})
        etree.SubElement(node, main("charset"), {"val": "134"})
        return self._append("fonts", node)

    def _border(self) -> int:
        node = etree.Element(main("border"))
        for side in ("left", "right", "top", "bottom"):
            etree.SubElement(node, main(side), {"style": "thin"})
        etree.SubElement(node, main("diagonal"))
        return self._append("borders", node)
