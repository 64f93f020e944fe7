"""走访（服务）台账: visits and symposia."""

from __future__ import annotations

from typing import ClassVar

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from dadu_desktop.domain.dates import PartialDate
from dadu_desktop.records.base import Base, Kept, Link, Part, field, shown
from dadu_desktop.records.column_types import PartialDateText
from dadu_desktop.records.fields import Field, Kind
from dadu_desktop.records.mapping import Mapping

FORMS = ("实地走访", "座谈会", "电话", "微信", "企业来访", "现场办公")


class ServiceVisit(Kept, Base):
    """One visit (走访) to an enterprise, or one symposium (座谈会) with several."""

    __tablename__ = "visits"

    number: Mapped[str] = field("编号", Kind.TEXT, computed=True, width=14, searched=True)
    date: Mapped[PartialDate] = field("日期", Kind.DATE, required=True, width=12, index=True)
    form: Mapped[str] = field("形式", Kind.CHOICE, required=True, choices=FORMS, width=10)
    topic: Mapped[str | None] = field("主题", Kind.TEXT, width=24, searched=True)
    enterprises: ClassVar[Field] = shown("企业", Kind.ENTERPRISES, required=True, width=32, searched=True)
    leader: Mapped[str | None] = field("带队领导", Kind.TEXT, width=12, searched=True)
    visitors: Mapped[str | None] = field("走访人员", Kind.TEXT, width=16, searched=True)
    receiver: Mapped[str | None] = field("企业接待人", Kind.TEXT, width=12, searched=True)
    operation: Mapped[str | None] = field("经营情况", Kind.LONG_TEXT, width=24, searched=True)
    policy_talk: Mapped[str | None] = field("政策宣讲", Kind.LONG_TEXT, width=20, searched=True)
    reply: Mapped[str | None] = field("现场答复", Kind.LONG_TEXT, width=20, searched=True)
    next_step: Mapped[str | None] = field("下一步", Kind.LONG_TEXT, width=20, searched=True)
    problem_count: ClassVar[Field] = shown("反映问题数", Kind.INTEGER, unit="个", computed=True, width=10)
    file_count: ClassVar[Field] = shown("附件数", Kind.INTEGER, unit="份", computed=True, width=8)
    source: Mapped[str | None] = field("资料来源", Kind.TEXT, width=16)
    note: Mapped[str | None] = field("备注", Kind.LONG_TEXT, width=20, searched=True)


class VisitEnterprise(Link, Base):
    """Which enterprises a visit reached."""

    __tablename__ = "visit_enterprises"
    owner_table = "visits"


class VisitTask(Part, Base):
    """A task (议定事项) agreed on at a symposium: not a problem of an enterprise, but promised all the same."""

    __tablename__ = "visit_tasks"
    parent_table = "visits"

    text: Mapped[str] = field("议定事项", Kind.LONG_TEXT, required=True, width=40, searched=True)
    enterprise_id: Mapped[int | None] = mapped_column(ForeignKey("enterprises.id"), index=True)
    owner: Mapped[str | None] = field("责任人", Kind.TEXT, searched=True)
    due: Mapped[PartialDate | None] = field("时限", Kind.DATE, index=True)
    done: Mapped[PartialDate | None] = field("完成日期", Kind.DATE)


class PlannedVisit(Base):
    """One enterprise to be visited on a day; it counts as a visit only once ``visit_id`` says which it became."""

    __tablename__ = "planned_visits"

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[PartialDate] = mapped_column(PartialDateText(), index=True)
    enterprise_id: Mapped[int] = mapped_column(ForeignKey("enterprises.id"), index=True)
    visitors: Mapped[str] = mapped_column(Text, default="")
    leader: Mapped[str] = mapped_column(Text, default="")
    purpose: Mapped[str] = mapped_column(Text, default="")
    overlap_reason: Mapped[str] = mapped_column(Text, default="")
    visit_id: Mapped[int | None] = mapped_column(ForeignKey("visits.id"), index=True)
    cancelled: Mapped[str | None] = mapped_column(Text)  # the reason


MAPPING = Mapping(ServiceVisit, {"tasks": VisitTask}, {"enterprises": VisitEnterprise})
