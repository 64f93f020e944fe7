"""The mapped base and the one helper by which every field is declared."""

from __future__ import annotations

from typing import Any, ClassVar

from sqlalchemy import BigInteger, Boolean, ForeignKey, Integer, MetaData, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedColumn, declared_attr, mapped_column
from sqlalchemy.types import TypeEngine

from dadu_desktop.domain.credit_code import LONGEST
from dadu_desktop.records.column_types import ApproximateText, PartialDateText, ScaledDecimal
from dadu_desktop.records.fields import Field, Kind

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

COLUMN_TYPES: dict[Kind, TypeEngine[Any] | type[TypeEngine[Any]]] = {
    Kind.TEXT: Text,
    Kind.LONG_TEXT: Text,
    Kind.CREDIT_CODE: String(LONGEST),
    Kind.PHONE: Text,
    Kind.CHOICE: Text,
    Kind.CHOICES: Text,
    Kind.INTEGER: BigInteger,
    Kind.AMOUNT: ScaledDecimal(),
    Kind.NUMBER: ScaledDecimal(),
    Kind.PERCENT: ScaledDecimal(),
    Kind.APPROXIMATE: ApproximateText(),
    Kind.DATE: PartialDateText(),
    Kind.FLAG: Boolean,
    Kind.ENTERPRISE: Integer,
}


class Base(DeclarativeBase):
    """Every table of the ledger."""

    metadata = MetaData(naming_convention=NAMING)


class Kept:
    """A numbered record: never lost, put into the recycle bin when deleted, saved only over what was read."""

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    deleted_at: Mapped[str | None] = mapped_column(String(32), index=True)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805 - SQLAlchemy hands the class
        """Let every save compare and raise the version."""
        return {"version_id_col": cls.version}


class Part:
    """A row inside a record, such as one measure of a plan; ``parent_id`` is the record it belongs to."""

    parent_table: ClassVar[str]

    id: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(default=0)

    @declared_attr
    def parent_id(cls) -> Mapped[int]:  # noqa: N805 - SQLAlchemy hands the class
        """Point to the record by the table that the class names."""
        return mapped_column(ForeignKey(f"{cls.parent_table}.id", ondelete="CASCADE"), index=True)


class Link:
    """One enterprise among those that a record concerns; ``owner_id`` is the record."""

    owner_table: ClassVar[str]

    id: Mapped[int] = mapped_column(primary_key=True)
    enterprise_id: Mapped[int] = mapped_column(ForeignKey("enterprises.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)

    @declared_attr
    def owner_id(cls) -> Mapped[int]:  # noqa: N805 - SQLAlchemy hands the class
        """Point to the record by the table that the class names."""
        return mapped_column(ForeignKey(f"{cls.owner_table}.id", ondelete="CASCADE"), index=True)


def field(
    label: str,
    kind: Kind,
    *,
    index: bool = False,
    **described: Any,
) -> MappedColumn[Any]:
    """Declare a stored field once; the other keywords are those of ``Field``."""
    return mapped_column(
        COLUMN_TYPES[kind],
        *([ForeignKey("enterprises.id")] if kind is Kind.ENTERPRISE else []),
        index=index or kind is Kind.ENTERPRISE,
        info={"field": Field("", label, kind, **described)},
    )


def shown(label: str, kind: Kind, **described: Any) -> Field:
    """Describe a field without a column of its own: computed, or kept in a table of links."""
    return Field("", label, kind, **described)
