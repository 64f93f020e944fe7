"""The parts of a zipped workbook with what was changed of them: contents, relations, content types."""

from __future__ import annotations

import io
import re
import zipfile
from posixpath import basename, dirname, join, normpath, relpath
from typing import NamedTuple, cast

from lxml import etree

from dadu_desktop.exchange.packages import Package

Element = etree._Element  # noqa: SLF001 - the library gives the class no other name

TYPES = "[Content_Types].xml"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
_TRANSITIONAL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_OTHER_ENCODING = re.compile(rb"""<\?xml[^>]*encoding=["'](?!utf-8|us-ascii)""", re.IGNORECASE)


class Relation(NamedTuple):
    """What one part says of another: its key there, what it is (worksheet, comments, ...) and its name."""

    key: str
    kind: str
    part: str


class Parts:
    """A package of which parts are read, replaced, added and removed; the rest is copied byte for byte."""

    def __init__(self, content: bytes) -> None:
        """Open the package; InputProblem where it is damaged."""
        self._package = Package(content)
        self._changed: dict[str, tuple[str, bytes | None]] = {}

    def __contains__(self, name: str) -> bool:
        """Tell whether there is a part."""
        key = _key(name)
        return self._changed[key][1] is not None if key in self._changed else name in self._package

    @property
    def names(self) -> list[str]:
        """List the parts there are, in lower case."""
        return [name for name in {*self._package.names, *self._changed} if name in self]

    def read(self, name: str) -> bytes:
        """Return a part as it stands now, XML as UTF-8."""
        key = _key(name)
        if key in self._changed:
            return self._changed[key][1] or b""
        content = self._package.read_xml(name)
        if _OTHER_ENCODING.match(content):
            return etree.tostring(parsed(content), encoding="UTF-8", xml_declaration=True)
        return content

    def tree(self, name: str) -> Element:
        """Parse a part."""
        return parsed(self.read(name))

    def put(self, name: str, content: bytes | Element) -> None:
        """Replace or add a part."""
        if not isinstance(content, bytes):
            content = etree.tostring(content, encoding="UTF-8", xml_declaration=True, standalone=True)
        self._changed[_key(name)] = (name.lstrip("/"), content)

    def remove(self, name: str) -> None:
        """Take a part out, with its relations and its content type."""
        self._changed[_key(name)] = (name, None)
        if relations_part(name) in self:
            self._changed[_key(relations_part(name))] = (name, None)
        types = self.tree(TYPES)
        for one in types:
            if _key(one.get("PartName", "")) == _key(name):
                types.remove(one)
        self.put(TYPES, types)

    def free_name(self, pattern: str) -> str:
        """Find a name that no part has: ``pattern`` with the first number that is free."""
        number = 1
        while pattern.format(number) in self:
            number += 1
        return pattern.format(number)

    def say_type(self, part: str, content_type: str) -> None:
        """Say of what type a part is; one without a slash is an extension."""
        types = self.tree(TYPES)
        extension = "/" not in part
        tag, key = ("Default", "Extension") if extension else ("Override", "PartName")
        name = part if extension else f"/{part.lstrip('/')}"
        if not any(one.get(key, "").lower() == name.lower() for one in types):
            added = etree.Element(f"{{{_CONTENT_TYPES}}}{tag}", {key: name, "ContentType": content_type})
            types.insert(0 if extension else len(types), added)
            self.put(TYPES, types)

    def type_of(self, part: str) -> str:
        """Return the content type that is said of a part alone."""
        said = (one for one in self.tree(TYPES) if _key(one.get("PartName", "")) == _key(part))
        return next((one.get("ContentType", "") for one in said), "")

    def relations(self, part: str) -> list[Relation]:
        """List what a part (the package itself: "") relates to, but for what lies outside."""
        name = relations_part(part)
        return [
            Relation(one.get("Id", ""), basename(one.get("Type", "")), _resolved(part, one.get("Target", "")))
            for one in (self.tree(name) if name in self else ())
            if one.get("TargetMode") != "External"
        ]

    def related(self, part: str, kind: str) -> str:
        """Return the first part of a kind that a part relates to; "" for none."""
        return next((one.part for one in self.relations(part) if one.kind == kind), "")

    def relate(self, part: str, kind: str, target: str, *, strict: bool = False) -> str:
        """Add a relation and return its key."""
        name = relations_part(part)
        if name in self:
            root = self.tree(name)
        else:
            root = root_of(_RELATIONS, "Relationships")
            self.say_type("rels", _RELATIONS_TYPE)
        taken = {one.get("Id") for one in root}
        key = next(f"rId{number}" for number in range(1, len(taken) + 2) if f"rId{number}" not in taken)
        kind = f"{_STRICT if strict else _TRANSITIONAL}/{kind}"
        place = relpath(f"/{target}", f"/{dirname(part)}")
        etree.SubElement(root, f"{{{_RELATIONS}}}Relationship", {"Id": key, "Type": kind, "Target": place})
        self.put(name, root)
        return key

    def unrelate(self, part: str, target: str) -> None:
        """Remove the relations of a part to another."""
        gone = {one.key for one in self.relations(part) if _key(one.part) == _key(target)}
        root = self.tree(relations_part(part))
        for one in [each for each in root if each.get("Id") in gone]:
            root.remove(one)
        self.put(relations_part(part), root)

    def save(self) -> bytes:
        """Write the package, parts in their order and new ones behind."""
        output = io.BytesIO()
        with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as copy:
            for name in self._package.names:
                if name not in self._changed:
                    copy.writestr(self._package.name_of(name), self._package.read(name))
                elif (content := self._changed[name][1]) is not None:
                    copy.writestr(self._package.name_of(name), content)
            for key, (name, content) in self._changed.items():
                if key not in self._package.names and content is not None:
                    copy.writestr(name, content)
        return output.getvalue()


def parsed(content: bytes) -> Element:
    """Parse XML of a stranger: nothing is fetched, no entity is followed."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, remove_comments=True)
    return cast("Element", etree.fromstring(content, parser))


def without(element: Element, attribute: str) -> None:
    """Remove an attribute where there is one."""
    if element.get(attribute) is not None:
        del element.attrib[attribute]


def root_of(space: str, tag: str) -> Element:
    """Make the first element of a part, its namespace the usual one."""
    return parsed(f'<{tag} xmlns="{space}"/>'.encode())


def relations_part(part: str) -> str:
    """Name the part in which the relations of a part stand."""
    return join(dirname(part), "_rels", f"{basename(part)}.rels")


def _resolved(part: str, target: str) -> str:
    """Name the part that a relation points to."""
    return normpath(join("/", dirname(part), target)).lstrip("/")


def _key(name: str) -> str:
    """Return the name by which parts are told apart."""
    return name.replace("\\", "/").lstrip("/").lower()
