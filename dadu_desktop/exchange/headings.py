"""The words that head a column, and which field of which record type each of them means."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.domain.text import narrow
from dadu_desktop.exchange.statistics import all_indicator_targets, indicator_targets
from dadu_desktop.exchange.targets import CODE, SPECIAL, Target, special_field
from dadu_desktop.records.fields import Kind, RecordType

_UNIT_WORDS = "亿元|百万元|万元|千元|元|人|个|家|条|次|平方米|㎡|m2|%|百分点"
_UNIT = re.compile(
    rf"[(\[【](?:(?:计量|金额)?单位:?)?(?:人民币)?(?:{_UNIT_WORDS})[)\]】]$|[/:_](?:{_UNIT_WORDS})$"
)
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_YEAR = re.compile(r"^\d{4}年度?")
_TO_DASH = str.maketrans("—–~～", "----")

_SMALL_WORDS = re.compile(r"[的、,，/+]|(?<=.)[及和与或](?=.)|以及")
_LOOSE_ENDS = re.compile(r"^(?:企业|单位|公司|具体|主要)(?=..)|(?<=..)(?:情况|内容|描述|说明|如下)$")
_LEAST_LOOSE = 3
_LINKED = (Kind.ENTERPRISE, Kind.ENTERPRISES)
LINKS = "links"
"""Headings for the enterprise that a record is about, whatever its kind."""

_NAMES = frozenset({"姓名", "名字"})
_TELEPHONES = frozenset({"电话", "联系电话", "手机", "手机号", "手机号码", "联系方式", "电话号码"})
PATTERN = "~"
"""Before an entry of the list of headings that is a pattern (regular expression)."""
ROW_NUMBER = frozenset({"序号", "序", "行号", "no", "no.", "№"})


@dataclass(frozen=True)
class Vocabulary:
    """All headings of one record type, each with the targets that it may mean, likeliest first."""

    record_type: RecordType
    targets: Mapping[str, tuple[Target, ...]]
    patterns: tuple[tuple[re.Pattern[str], Target], ...] = ()
    """What a heading looks like that nobody listed, asked last."""

    @cached_property
    def by_path(self) -> Mapping[str, Target]:
        """Return every target that a person may choose for a column, by its path."""
        own = [one for one in all_targets(self.record_type) if not one.field.computed or one.path == "number"]
        owners = [one.key for one in self.record_type.fields]
        owners += [one.key for one in self.record_type.children]
        paths = [*SPECIAL, *(f"{owner}.{key}" for owner in owners for key in SPECIAL)]
        special = [one for path in paths if (one := special_field(self.record_type, path))]
        wide = all_indicator_targets(self.record_type) if self.record_type.key == "figures" else ()
        return {one.path: one for one in (*own, *special, *wide)}

    def candidates(self, group: str, leaf: str) -> tuple[Target, ...]:
        """Find what a column may be, from its own heading and that above it."""
        if self.record_type.key == "figures" and (found := indicator_targets(self.record_type, group, leaf)):
            return found
        tried = [heading_key(group + leaf), heading_key(leaf)] if leaf else [heading_key(group)]
        if leaf and group and (person := self._person(heading_key(group), tried)) is not None:
            return person
        for key in [*tried, *(bare_key(key) for key in tried)]:
            if found := self.targets.get(key, ()):
                return found
        loose = (loose_key(bare_key(key)) for key in tried)
        if found := next((found for key in loose if (found := self._loosely.get(key, ()))), ()):
            return found
        return tuple(target for pattern, target in self.patterns if pattern.search(tried[0]))[:1]

    def _person(self, group: str, tried: Sequence[str]) -> tuple[Target, ...] | None:
        """Find what 姓名 and 电话 below 企业负责人 are: his name, and a telephone that has no field; None elsewhere."""
        whose = self.targets.get(group, ())
        if tried[-1] not in (*_NAMES, *_TELEPHONES) or not whose or tried[0] in self.targets:
            return None
        if tried[-1] in _NAMES:
            return whose
        return None if any(one.path in ("contact", "contact_line") for one in whose) else ()

    @cached_property
    def _loosely(self) -> Mapping[str, tuple[Target, ...]]:
        """Return the targets by headings without their small words; those that would mean two things are left out."""
        found: dict[str, tuple[Target, ...]] = {}
        for key, targets in self.targets.items():
            if (
                len(loose := loose_key(key)) >= _LEAST_LOOSE
                and found.setdefault(loose, targets)[:1] != targets[:1]
            ):
                found[loose] = ()
        return found


@lru_cache(maxsize=4096)
def heading_key(heading: str) -> str:
    """Return the form in which headings are compared: half width, without blanks, marks and unit."""
    key = (
        re.sub(r"[\s*☆★▲△※●◆■·〖〗「」『』《》“”]", "", narrow(heading))
        .translate(_TO_DASH)
        .lower()
        .rstrip(":")
    )
    return re.sub("[【】]", "", _UNIT.sub("", key)).removeprefix("其中:")


@lru_cache(maxsize=4096)
def bare_key(key: str) -> str:
    """Return a heading without brackets and without the year before it."""
    return _YEAR.sub("", _BRACKETS.sub("", key)) or key


@lru_cache(maxsize=4096)
def loose_key(key: str) -> str:
    """Return a heading without the small words that make 存在的困难及问题 of 存在困难和问题."""
    return _LOOSE_ENDS.sub("", _SMALL_WORDS.sub("", key))


def vocabularies(
    synonyms: Mapping[str, Mapping[str, list[str]]], record_types: Mapping[str, RecordType]
) -> dict[str, Vocabulary]:
    """Build the vocabulary of every record type; InputProblem for a synonym of an unknown field."""
    return {
        key: Vocabulary(
            record_type,
            _targets(record_type, synonyms.get(key, {}), synonyms.get(LINKS, {})),
            tuple(_patterns(record_type, synonyms.get(key, {}))),
        )
        for key, record_type in record_types.items()
    }


def read_synonyms(content: str) -> Mapping[str, Mapping[str, list[str]]]:
    """Read headings.toml: record type → field path → headings."""
    return tomllib.loads(content)


def _targets(
    record_type: RecordType, synonyms: Mapping[str, list[str]], links: Mapping[str, list[str]]
) -> dict[str, tuple[Target, ...]]:
    """Collect the headings of one record type; the bare words of rows inside a record come last."""
    known = {target.path: target for target in all_targets(record_type)}
    found: dict[str, dict[str, Target]] = {}
    for heading, target in _own_headings(record_type):
        found.setdefault(heading_key(heading), {})[target.path] = target
    for path, headings in synonyms.items():
        meant = known.get(path) or special_field(record_type, path)
        if meant is None:
            raise InputProblem(f"栏目名称表里的“{record_type.key}.{path}”不是已有的字段。")
        for heading in headings:
            if not heading.startswith(PATTERN):
                found.setdefault(heading_key(heading), {})[path] = meant
    for key, target in _linked(record_type, links):
        found.setdefault(key, {target.path: target})
    for target in known.values():
        if target.children:
            found.setdefault(heading_key(target.field.label), {}).setdefault(target.path, target)
    for key in list(found):
        found.setdefault(bare_key(key), found[key])
    return {key: tuple(targets.values()) for key, targets in found.items()}


def _patterns(
    record_type: RecordType, synonyms: Mapping[str, list[str]]
) -> Iterator[tuple[re.Pattern[str], Target]]:
    """List the patterns among the headings."""
    known = {target.path: target for target in all_targets(record_type)}
    for path, headings in synonyms.items():
        for heading in headings:
            if heading.startswith(PATTERN):
                yield re.compile(heading.removeprefix(PATTERN)), known[path]


def _linked(record_type: RecordType, links: Mapping[str, list[str]]) -> Iterator[tuple[str, Target]]:
    """List the headings that name, in all kinds of records, the enterprise which a record is about."""
    for link in (one for one in record_type.fields if one.required and one.kind in _LINKED):
        yield from ((heading_key(one), Target(link.key, link)) for one in links.get("name", ()))
        if code := special_field(record_type, f"{link.key}.{CODE}"):
            yield from ((heading_key(one), code) for one in links.get(CODE, ()))


def all_targets(record_type: RecordType) -> Iterator[Target]:
    """List every field of a record type and of its lists of rows."""
    for field in record_type.fields:
        yield Target(field.key, field)
    for children in record_type.children:
        for field in children.fields:
            yield Target(f"{children.key}.{field.key}", field, children.key)


def _own_headings(record_type: RecordType) -> Iterator[tuple[str, Target]]:
    """List the headings under which the program itself writes its fields; those of rows also with their group."""
    for target in all_targets(record_type):
        yield target.path, target
        group = record_type.child(target.children).label if target.children else ""
        for label in {target.field.label, target.field.heading}:
            yield group + label, target
    for field in record_type.fields:
        code = special_field(record_type, f"{field.key}.{CODE}")
        if code:
            yield code.path, code
            yield code.field.label, code
