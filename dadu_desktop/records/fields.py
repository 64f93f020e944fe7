"""How one field is described: the single line from which header, editor, column and manual come."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple


class Kind(Enum):
    """What a field holds; the comment is the Python type of its value (None where nothing is known)."""

    TEXT = "text"  # str
    LONG_TEXT = "long_text"  # str, several lines
    CREDIT_CODE = "credit_code"  # str, 18 characters unless a person left it as it was found
    PHONE = "phone"  # str, several joined by 、
    CHOICE = "choice"  # str, one label of the choices or of the code list
    CHOICES = "choices"  # str, several labels joined by 、
    INTEGER = "integer"  # int
    AMOUNT = "amount"  # Decimal in 万元, exact to 0.000001 (one 分)
    NUMBER = "number"  # Decimal in the unit of the field
    PERCENT = "percent"  # Decimal, 4 means 4 %
    APPROXIMATE = "approximate"  # domain.approximate.Approximate
    DATE = "date"  # domain.dates.PartialDate: day, month or year known
    FLAG = "flag"  # bool
    ENTERPRISE = "enterprise"  # Reference
    ENTERPRISES = "enterprises"  # tuple[Reference, ...]
    LIGHT = "light"  # str such as 绿·期内, always computed


class Reference(NamedTuple):
    """A link to another record together with the words it is shown by."""

    id: int
    label: str

    def __str__(self) -> str:
        """Show the words."""
        return self.label


@dataclass(frozen=True, slots=True)
class Field:
    """Description of one field; knows no widget, no workbook and no page."""

    key: str
    label: str
    kind: Kind
    unit: str = ""
    required: bool = False
    choices: tuple[str, ...] = ()
    code_list: str = ""
    width: int = 12  # in half-width characters, for columns of screen, workbook and page
    help: str = ""
    searched: bool = False
    computed: bool = False  # shown everywhere, entered nowhere

    @property
    def heading(self) -> str:
        """Label with its unit, as a column header shows it."""
        return f"{self.label}（{self.unit}）" if self.unit else self.label


@dataclass(frozen=True, slots=True)
class Children:
    """A list of rows inside one record, such as the measures of a plan."""

    key: str
    label: str
    fields: tuple[Field, ...]
    record_type: str = ""  # set where the rows are numbered records of their own: a visit's problems


@dataclass(frozen=True, slots=True)
class RecordType:
    """One ledger's kind of record as every room but storage sees it."""

    key: str  # as on the command line: enterprises, visits, ...
    label: str  # 企业
    record_label: str  # 企业 / 走访 / 问题: one record of it
    title: str  # key of the field that names a record
    fields: tuple[Field, ...]
    children: tuple[Children, ...] = ()
    number_prefix: str = ""  # ZF, WT, CX, BF

    def field(self, key: str) -> Field:
        """Look a field up by its key; KeyError for an unknown one."""
        for field in self.fields:
            if field.key == key:
                return field
        raise KeyError(f"{self.key}.{key}")

    def child(self, key: str) -> Children:
        """Look a list of rows up by its key; KeyError for an unknown one."""
        for children in self.children:
            if children.key == key:
                return children
        raise KeyError(f"{self.key}.{key}")
