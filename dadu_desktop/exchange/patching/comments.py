"""Comments of a sheet and the little boxes that show them; those that were there stay."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from dadu_desktop.exchange.cells import Place, place_of
from dadu_desktop.exchange.patching.parts import Element, Parts, root_of
from dadu_desktop.exchange.patching.rows import SheetPatch, sayable

AUTHOR = "台账导入"
_SIGN = "【退回】"
"""Begins what this program says, so that it is known again after another program saved the workbook."""
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_SHAPE = re.compile(rb"<v:shape\b.*?</v:shape>", re.DOTALL)
_SHAPE_NUMBER = re.compile(rb"_x0000_s(\d+)")
_SHAPE_ROW = re.compile(rb"<x:Row>\s*(\d+)\s*</x:Row>")
_SHAPE_COLUMN = re.compile(rb"<x:Column>\s*(\d+)\s*</x:Column>")
_SPACES = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
_SHAPE_TYPE = (
    f'<v:shapetype {_SPACES} id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_BOX = (
    '<v:shape {spaces} id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;margin-left:60pt;'
    'margin-top:2pt;width:220pt;height:70pt;z-index:{order};visibility:hidden" fillcolor="#ffffe1" '
    'o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/>'
    '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"/><x:ClientData ObjectType="Note">'
    "<x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{left}, 15, {top}, 2, {right}, 15, {bottom}, 4</x:Anchor>"
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
_BLOCK = 1024
"""Shapes of one sheet are numbered within blocks of this many."""


class CommentPatch:
    """The comments of one sheet."""

    def __init__(self, parts: Parts, part: str, sheet: SheetPatch) -> None:
        """Find them, if there are any."""
        self._parts = parts
        self._sheet_part = part
        self._sheet = sheet
        self._part = parts.related(part, "comments")
        self._root = parts.tree(self._part) if self._part else None

    def taken_back(self) -> dict[Place, str]:
        """Remove what this program said in an earlier round, and return it by cell."""
        if self._root is None:
            return {}
        found: dict[Place, str] = {}
        gone: set[Place] = set()
        for comment in list(self._root.iter(self._name("comment"))):
            words = "".join(one.text or "" for one in comment.iter(self._name("t")))
            if _SIGN not in words:
                continue
            place = place_of(comment.get("ref", "A1"))
            found[place] = words[words.index(_SIGN) + len(_SIGN) :]
            if words.lstrip().startswith(_SIGN):
                _parent(comment).remove(comment)
                gone.add(place)
            else:
                _cut(comment, self._name("t"))
        self._remove_boxes(gone)
        return found

    def say(self, remarks: Mapping[Place, str]) -> None:
        """Put remarks to cells; where a comment stands already they follow below it."""
        if not remarks:
            return
        if self._root is None:
            self._begin()
        root = self._known()
        kept = {place_of(one.get("ref", "A1")): one for one in root.iter(self._name("comment"))}
        author = self._author()
        fresh = [place for place in remarks if place not in kept]
        listed = self._group("commentList")
        for place, words in remarks.items():
            if place in kept:
                self._run(self._text_of(kept[place]), f"\n{_SIGN}{words}")
                continue
            made = etree.SubElement(
                listed, self._name("comment"), {"ref": place.address, "authorId": str(author)}
            )
            self._run(etree.SubElement(made, self._name("text")), f"{_SIGN}{words}")
        listed[:] = sorted(listed, key=lambda one: place_of(one.get("ref", "A1")))
        self._add_boxes(fresh)

    def save(self) -> None:
        """Write them."""
        if self._root is not None:
            self._parts.put(self._part, self._root)

    def _begin(self) -> None:
        """Make the part of a sheet without comments."""
        self._part = self._parts.free_name("xl/comments{}.xml")
        space = self._sheet.namespace
        self._root = root_of(space, "comments")
        self._parts.put(self._part, self._root)
        self._parts.say_type(self._part, _COMMENTS_TYPE)
        self._parts.relate(self._sheet_part, "comments", self._part, strict=self._sheet.strict)

    def _author(self) -> int:
        """Return the place of this program among the authors."""
        authors = self._group("authors")
        names = [one.text for one in authors]
        if AUTHOR not in names:
            etree.SubElement(authors, self._name("author")).text = AUTHOR
            names.append(AUTHOR)
        return names.index(AUTHOR)

    def _group(self, tag: str) -> Element:
        """Return authors or comments."""
        root = self._known()
        found = root.find(self._name(tag))
        if found is None:
            found = etree.Element(self._name(tag))
            root.insert(0 if tag == "authors" else len(root), found)
        return found

    def _text_of(self, comment: Element) -> Element:
        """Return the text of a comment; bare words become a run, as another follows."""
        text = comment.find(self._name("text"))
        if text is None:
            text = etree.SubElement(comment, self._name("text"))
        for bare in text.findall(self._name("t")):
            words = bare.text or ""
            text.remove(bare)
            self._run(text, words)
        return text

    def _run(self, text: Element, words: str) -> None:
        """Add words."""
        added = etree.SubElement(etree.SubElement(text, self._name("r")), self._name("t"))
        added.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        added.text = sayable(words)

    def _boxes(self) -> str:
        """Return the part with the boxes; made where there is none."""
        related = {one.key: one.part for one in self._parts.relations(self._sheet_part)}
        frame = self._sheet.frame
        link = frame.find(self._sheet.name("legacyDrawing"))
        space = "http://purl.oclc.org/ooxml/officeDocument/relationships"
        if not self._sheet.strict:
            space = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        if link is not None and (part := related.get(link.get(f"{{{space}}}id", ""))):
            return part
        part = self._parts.free_name("xl/drawings/vmlDrawing{}.vml")
        self._parts.put(part, f"<xml {_SPACES}></xml>".encode())
        self._parts.say_type("vml", _DRAWING_TYPE)
        key = self._parts.relate(self._sheet_part, "vmlDrawing", part, strict=self._sheet.strict)
        self._sheet.part("legacyDrawing").set(f"{{{space}}}id", key)
        return part

    def _add_boxes(self, places: list[Place]) -> None:
        """Add a hidden box for each comment."""
        if not places:
            return
        part = self._boxes()
        content = self._parts.read(part)
        own = int("".join(re.findall(r"\d+", part.rpartition("/")[2])) or 1) * _BLOCK
        number = max([own, *map(int, _SHAPE_NUMBER.findall(content))]) + 1
        added = [] if b'id="_x0000_t202"' in content else [_SHAPE_TYPE]
        added += [_box(place, number + order) for order, place in enumerate(places)]
        at = content.rindex(b"</xml>")
        self._parts.put(part, content[:at] + "".join(added).encode() + content[at:])

    def _remove_boxes(self, places: set[Place]) -> None:
        """Remove the boxes of comments that are gone."""
        if not places:
            return
        part = self._boxes()

        def kept(shape: re.Match[bytes]) -> bytes:
            row, column = _SHAPE_ROW.search(shape[0]), _SHAPE_COLUMN.search(shape[0])
            gone = row and column and Place(int(row[1]), int(column[1])) in places
            return b"" if gone else shape[0]

        self._parts.put(part, _SHAPE.sub(kept, self._parts.read(part)))

    def _known(self) -> Element:
        """Return the comments."""
        if self._root is None:
            raise ValueError(self._part)
        return self._root

    def _name(self, tag: str) -> str:
        """Return the full name of an element."""
        return f"{{{self._sheet.namespace}}}{tag}"


def _box(place: Place, number: int) -> str:
    """Describe the hidden box that shows the comment of a cell, to its right."""
    top = max(place.row - 1, 0)
    return _BOX.format(
        spaces=_SPACES,
        number=number,
        order=number % _BLOCK,
        left=place.column + 1,
        right=place.column + 4,
        top=top,
        bottom=top + 4,
        row=place.row,
        column=place.column,
    )


def _cut(comment: Element, tag: str) -> None:
    """Cut a comment off where this program's words begin."""
    cutting = False
    for one in comment.iter(tag):
        words = one.text or ""
        if cutting:
            one.text = ""
        elif _SIGN in words:
            one.text = words[: words.index(_SIGN)].rstrip("\n")
            cutting = True


def _parent(one: Element) -> Element:
    """Return the element around another."""
    found = one.getparent()
    if found is None:
        raise ValueError(one.tag)
    return found
