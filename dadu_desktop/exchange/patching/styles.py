"""Formats of a workbook: those there are stay, changed ones are added behind them."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy

from lxml import etree

from dadu_desktop.exchange.patching.parts import Element, Parts
from dadu_desktop.exchange.percent_cells import shows_percent

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_LEAST = (
    f'<styleSheet xmlns="{_MAIN}"><fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs></styleSheet>'
)
RED = "FFFFC6CE"
"""Fill of a marked cell: one step beside the red that spreadsheet programs offer, so that it is known again."""


class StylePatch:
    """The formats of a workbook."""

    def __init__(self, parts: Parts, workbook: str) -> None:
        """Read them; a workbook without any gets the least there can be."""
        self._parts = parts
        self._part = parts.related(workbook, "styles")
        if not self._part:
            self._part = "xl/styles.xml"
            parts.relate(workbook, "styles", self._part)
        if self._part not in parts:
            parts.put(self._part, _LEAST.encode())
            parts.say_type(self._part, _TYPE)
        self._root = parts.tree(self._part)
        self._marked: dict[int, int] = {}
        self._quoted: dict[int, int] = {}

    def marked(self, style: int) -> int:
        """Return the format with a red fill."""
        if style not in self._marked:
            self._marked[style] = self._variant(style, self._added("fills", self._solid({"rgb": RED})))
        return self._marked[style]

    def quoted(self, style: int) -> int:
        """Return the format that keeps a text one when its cell is edited in a spreadsheet program."""
        if style not in self._quoted:
            self._quoted[style] = self._variant(style, None)
            self._items("cellXfs")[self._quoted[style]].set("quotePrefix", "1")
        return self._quoted[style]

    def unmarked(self, style: int, colour: Mapping[str, str]) -> int:
        """Return a marked format with the colour that it had before, none at all where that is empty."""
        if self.colour(style).get("rgb", "").upper() != RED:
            return style
        return self._variant(style, self._added("fills", self._solid(colour)) if colour else 0)

    def colour(self, style: int) -> dict[str, str]:
        """Return the colour of a format's fill as its attributes (rgb, theme, tint, indexed), {} for none."""
        known, fills = self._items("cellXfs"), self._items("fills")
        fill = int(known[style].get("fillId", "0")) if style < len(known) else 0
        pattern = fills[fill].find(self._name("patternFill")) if fill < len(fills) else None
        if pattern is None or pattern.get("patternType") != "solid":
            return {}
        front = pattern.find(self._name("fgColor"))
        return {} if front is None else {str(key): str(value) for key, value in front.attrib.items()}

    def made(self, base: int = 0, *, bold: bool = False, wrap: bool = False, red: bool = False) -> int:
        """Add a format made from another."""
        style = self._variant(base, self._added("fills", self._solid({"rgb": RED})) if red else None)
        changed = self._items("cellXfs")[style]
        if bold:
            font = deepcopy(self._items("fonts")[int(changed.get("fontId", "0"))])
            if font.find(self._name("b")) is None:
                font.insert(0, etree.Element(self._name("b")))
            changed.set("fontId", str(self._added("fonts", font)))
            changed.set("applyFont", "1")
        if wrap:
            for old in changed.findall(self._name("alignment")):
                changed.remove(old)
            changed.insert(0, etree.Element(self._name("alignment"), {"vertical": "top", "wrapText": "1"}))
            changed.set("applyAlignment", "1")
        return style

    def date_format(self, style: int) -> bool:
        """Tell whether a format shows numbers as days."""
        number, code = self._number_format(style)
        return 14 <= number <= 22 or 27 <= number <= 36 or any(sign in code for sign in "yYdD年日")

    def percent_format(self, style: int) -> bool:
        """Tell whether a format shows numbers as per cent."""
        number, code = self._number_format(style)
        return shows_percent(code, number)

    def _number_format(self, style: int) -> tuple[int, str]:
        """Return number and code of how a format shows numbers."""
        number = self._items("cellXfs")[style].get("numFmtId", "0")
        codes = (one for one in self._root.iter(self._name("numFmt")) if one.get("numFmtId") == number)
        return int(number), next((one.get("formatCode", "") for one in codes), "")

    def save(self) -> None:
        """Write the formats."""
        self._parts.put(self._part, self._root)

    def _solid(self, colour: Mapping[str, str]) -> Element:
        """Describe a fill of one colour."""
        fill = etree.Element(self._name("fill"))
        pattern = etree.SubElement(fill, self._name("patternFill"), {"patternType": "solid"})
        etree.SubElement(pattern, self._name("fgColor"), dict(colour))
        etree.SubElement(pattern, self._name("bgColor"), {"indexed": "64"})
        return fill

    def _variant(self, style: int, fill: int | None) -> int:
        """Add a copy of a format, with another fill where one is given."""
        known = self._items("cellXfs")
        changed = deepcopy(known[style if style < len(known) else 0])
        if fill is not None:
            changed.set("fillId", str(fill))
            changed.set("applyFill", "1")
        return self._added("cellXfs", changed)

    def _added(self, group: str, one: Element) -> int:
        """Add an entry to a group, or find the same one there."""
        items = self._items(group)
        wanted = etree.tostring(one, method="c14n", exclusive=True)
        if group != "cellXfs":
            for at, known in enumerate(items):
                if etree.tostring(known, method="c14n", exclusive=True, with_tail=False) == wanted:
                    return at
        one.tail = None
        items.append(one)
        items.set("count", str(len(items)))
        return len(items) - 1

    def _items(self, group: str) -> Element:
        """Return a group of entries."""
        found = self._root.find(self._name(group))
        if found is None:
            raise ValueError(group)
        return found

    def _name(self, tag: str) -> str:
        """Return the full name of an element."""
        return f"{{{etree.QName(self._root).namespace}}}{tag}"
