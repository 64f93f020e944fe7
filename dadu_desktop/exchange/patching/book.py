"""A workbook as a whole: its sheets in their order, a sheet put in front of them, one taken out."""

from __future__ import annotations

import re

from lxml import etree

from dadu_desktop.exchange.patching.parts import Element, Parts, without
from dadu_desktop.exchange.patching.rows import SheetPatch
from dadu_desktop.exchange.patching.styles import StylePatch

_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_MACROS = "macroEnabled"
_SELECTED = re.compile(rb"""\stabSelected=["'](?:1|true)["']""")
_FIRST_ROWS = 20_000
"""Bytes of a sheet in which its views stand."""


class BookPatch:
    """A workbook whose sheets are changed."""

    def __init__(self, content: bytes) -> None:
        """Find the sheets by name."""
        self.parts = Parts(content)
        self.part = self.parts.related("", "officeDocument") or "xl/workbook.xml"
        self.root = self.parts.tree(self.part)
        self.styles = StylePatch(self.parts, self.part)
        self._sheets: dict[str, SheetPatch] = {}

    @property
    def has_macros(self) -> bool:
        """Tell a workbook that must keep its name .xlsm."""
        return _MACROS in self.parts.type_of(self.part)

    @property
    def sheet_parts(self) -> dict[str, str]:
        """Return the parts of the sheets by name, in their order."""
        known = {one.key: one.part for one in self.parts.relations(self.part)}
        return {one.get("name", ""): known.get(one.get(self._key, ""), "") for one in self._list()}

    def sheet(self, name: str) -> SheetPatch:
        """Return a sheet to be changed; KeyError for a name that is none."""
        if name not in self._sheets:
            self._sheets[name] = SheetPatch(self.parts.read(self.sheet_parts[name]))
        return self._sheets[name]

    def put_in_front(self, name: str, content: bytes) -> None:
        """Add a sheet before all others and let the workbook open with it."""
        for part in self.sheet_parts.values():
            self._deselect(part)
        part = self.parts.free_name("xl/worksheets/sheet{}.xml")
        self.parts.put(part, content)
        self.parts.say_type(part, _SHEET_TYPE)
        key = self.parts.relate(self.part, "worksheet", part, strict=self.strict)
        listed = self._list()
        number = max([0, *(int(one.get("sheetId", "0")) for one in listed)]) + 1
        added = etree.Element(self.name("sheet"), {"name": name, "sheetId": str(number), self._key: key})
        listed.insert(0, added)
        self._renumber(0, 1)
        self._open_first()
        self._tell_properties(name, added=True)

    def take_out(self, name: str) -> None:
        """Remove a sheet."""
        part = self.sheet_parts[name]
        listed = self._list()
        at = next(at for at, one in enumerate(listed) if one.get("name") == name)
        listed.remove(listed[at])
        self._renumber(at, -1)
        self._open_first()
        self.parts.unrelate(self.part, part)
        self.parts.remove(part)
        self._sheets.pop(name, None)
        self._tell_properties(name, added=False)

    def compute_on_opening(self) -> None:
        """Let all formulas be computed when the workbook is opened."""
        for name, part in self.sheet_parts.items():
            if b"</f>" in (content := self.parts.read(part)) or b":f>" in content:
                self.sheet(name).forget_results()
        if chain := self.parts.related(self.part, "calcChain"):
            self.parts.unrelate(self.part, chain)
            self.parts.remove(chain)
        settings = self.root.find(self.name("calcPr"))
        if settings is None:
            settings = etree.Element(self.name("calcPr"))
            before = [
                self.root.find(self.name(one)) for one in ("definedNames", "externalReferences", "sheets")
            ]
            after = next(one for one in before if one is not None)
            self.root.insert(self.root.index(after) + 1, settings)
        settings.set("fullCalcOnLoad", "1")

    def save(self) -> bytes:
        """Write the workbook."""
        places = self.sheet_parts
        for name, sheet in self._sheets.items():
            self.parts.put(places[name], sheet.save())
        self.styles.save()
        self.parts.put(self.part, self.root)
        return self.parts.save()

    @property
    def strict(self) -> bool:
        """Tell a workbook in the strict form of the standard."""
        return "purl.oclc.org" in (etree.QName(self.root).namespace or "")

    @property
    def _key(self) -> str:
        """Return the name of the attribute that names a relation."""
        strict = "http://purl.oclc.org/ooxml/officeDocument/relationships"
        usual = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        return f"{{{strict if self.strict else usual}}}id"

    def name(self, tag: str) -> str:
        """Return the full name of an element of the workbook."""
        return f"{{{etree.QName(self.root).namespace}}}{tag}"

    def _list(self) -> Element:
        """Return the list of sheets."""
        found = self.root.find(self.name("sheets"))
        if found is None:
            raise ValueError(self.part)
        return found

    def _renumber(self, at: int, by: int) -> None:
        """Let names that hold for one sheet follow it; those of a sheet that goes, go with it."""
        for one in list(self.root.iter(self.name("definedName"))):
            number = one.get("localSheetId")
            if number is None or int(number) < at:
                continue
            if by < 0 and int(number) == at and (names := one.getparent()) is not None:
                names.remove(one)
            else:
                one.set("localSheetId", str(int(number) + by))

    def _open_first(self) -> None:
        """Let the workbook open with its first sheet."""
        for view in self.root.iter(self.name("workbookView")):
            view.set("activeTab", "0")
            view.set("firstSheet", "0")

    def _deselect(self, part: str) -> None:
        """Deselect a sheet: what is typed would go into every selected one."""
        for name, sheet in self._sheets.items():
            if self.sheet_parts.get(name) == part:
                for view in sheet.frame.iter(sheet.name("sheetView")):
                    without(view, "tabSelected")
                return
        content = self.parts.read(part)
        head = _SELECTED.sub(b"", content[:_FIRST_ROWS])
        if len(head) < len(content[:_FIRST_ROWS]):
            self.parts.put(part, head + content[_FIRST_ROWS:])

    def _tell_properties(self, name: str, *, added: bool) -> None:
        """Keep the list of sheets in the properties of the file true."""
        part = self.parts.related("", "extended-properties")
        if not part:
            return
        root = self.parts.tree(part)
        titles = next((one for one in root.iter() if _local(one) == "TitlesOfParts"), None)
        counts = next((one for one in root.iter() if _local(one) == "HeadingPairs"), None)
        number = (
            next((one for one in counts.iter() if _local(one) == "i4"), None) if counts is not None else None
        )
        if titles is None or number is None or not len(titles):
            return
        vector = titles[0]
        if added:
            first = etree.Element(vector[0].tag if len(vector) else f"{{{vector.nsmap['vt']}}}lpstr")
            first.text = name
            vector.insert(0, first)
        else:
            for one in [one for one in vector if one.text == name][:1]:
                vector.remove(one)
        vector.set("size", str(len(vector)))
        number.text = str(int(number.text or 0) + (1 if added else -1))
        self.parts.put(part, root)


def _local(one: Element) -> str:
    """Return the name of an element without its namespace."""
    return etree.QName(one).localname
