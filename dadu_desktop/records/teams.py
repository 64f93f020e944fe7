"""服务专班: the team that serves one enterprise, whom it can ring up at night, and what the team did."""

from __future__ import annotations

from typing import ClassVar

from sqlalchemy.orm import Mapped

from dadu_desktop.domain.dates import PartialDate
from dadu_desktop.records.base import Base, Kept, Part, field, shown
from dadu_desktop.records.fields import Field, Kind
from dadu_desktop.records.mapping import Mapping
from dadu_desktop.records.members import Member

STATUSES = ("运行中", "已结束")


class ServiceTeam(Kept, Base):
    """One team (服务专班) for one enterprise."""

    __tablename__ = "teams"

    number: Mapped[str] = field("编号", Kind.TEXT, computed=True, width=14, searched=True)
    name: Mapped[str] = field("专班名称", Kind.TEXT, required=True, width=28, searched=True)
    enterprise: Mapped[int] = field("企业", Kind.ENTERPRISE, required=True, width=32, searched=True)
    cluster: Mapped[str | None] = field(
        "所属产业集群", Kind.CHOICE, code_list="clusters", width=16, searched=True
    )
    status: Mapped[str] = field("状态", Kind.CHOICE, required=True, choices=STATUSES, width=8)
    started: Mapped[PartialDate | None] = field("成立时间", Kind.DATE, width=12)
    ended: Mapped[PartialDate | None] = field("结束时间", Kind.DATE, width=12)
    leader: Mapped[str | None] = field("牵头区领导", Kind.TEXT, width=12, searched=True)
    lead_unit: Mapped[str | None] = field(
        "牵头单位", Kind.CHOICE, code_list="departments", width=16, searched=True
    )
    agent: Mapped[str | None] = field("专人代办", Kind.TEXT, width=12, searched=True)
    duty_telephone: Mapped[str | None] = field(
        "值班电话", Kind.PHONE, width=16, searched=True, help="24 小时有人接听的电话，多个号码用顿号分开"
    )
    contact_group: Mapped[str | None] = field("工作联系群", Kind.TEXT, width=20, searched=True)
    mechanism: Mapped[str | None] = field("工作机制", Kind.LONG_TEXT, width=32, searched=True)
    meeting_count: ClassVar[Field] = shown("现场办公", Kind.INTEGER, unit="次", computed=True, width=10)
    linked_count: ClassVar[Field] = shown("关联问题", Kind.INTEGER, unit="个", computed=True, width=10)
    latest_entry: ClassVar[Field] = shown("最近进展时间", Kind.DATE, computed=True, width=12)
    effect: Mapped[str | None] = field("工作成效", Kind.LONG_TEXT, width=28, searched=True)
    next_step: Mapped[str | None] = field("下步安排", Kind.LONG_TEXT, width=24, searched=True)
    source: Mapped[str | None] = field("资料来源", Kind.TEXT, width=16)
    note: Mapped[str | None] = field("备注", Kind.LONG_TEXT, width=20, searched=True)


class TeamMember(Member, Base):
    """A member of the team (专班成员)."""

    __tablename__ = "team_members"
    parent_table = "teams"


class TeamMeeting(Part, Base):
    """A meeting on the spot (现场办公) and what was settled there."""

    __tablename__ = "team_meetings"
    parent_table = "teams"

    date: Mapped[PartialDate] = field("日期", Kind.DATE, required=True, width=12)
    place: Mapped[str | None] = field("地点", Kind.TEXT, width=16, searched=True)
    host: Mapped[str | None] = field("主持人", Kind.TEXT, width=10, searched=True)
    matter: Mapped[str] = field("议题", Kind.LONG_TEXT, required=True, width=28, searched=True)
    decision: Mapped[str | None] = field("议定事项", Kind.LONG_TEXT, width=28, searched=True)
    unit: Mapped[str | None] = field("责任单位", Kind.TEXT, width=16, searched=True)
    due: Mapped[PartialDate | None] = field("完成时限", Kind.DATE, width=12)
    done: Mapped[PartialDate | None] = field("完成时间", Kind.DATE, width=12)


class TeamWindow(Part, Base):
    """A counter brought to the enterprise (前移窗口), with whoever runs the errands (代办人)."""

    __tablename__ = "team_windows"
    parent_table = "teams"

    matter: Mapped[str] = field("前移事项", Kind.TEXT, required=True, width=24, searched=True)
    unit: Mapped[str | None] = field("审批单位", Kind.TEXT, width=16, searched=True)
    agent: Mapped[str | None] = field("代办人", Kind.TEXT, width=10, searched=True)
    telephone: Mapped[str | None] = field("代办电话", Kind.PHONE, width=16)
    since: Mapped[PartialDate | None] = field("启用时间", Kind.DATE, width=12)
    done: Mapped[PartialDate | None] = field("办结时间", Kind.DATE, width=12)
    result: Mapped[str | None] = field("办理情况", Kind.LONG_TEXT, width=28, searched=True)


class TeamProblem(Part, Base):
    """A problem of the ledger (问题诉求) that the team looks after; how it stands is told there alone."""

    __tablename__ = "team_problems"
    parent_table = "teams"

    problem: Mapped[str] = field(
        "问题编号",
        Kind.TEXT,
        required=True,
        width=16,
        searched=True,
        help="问题诉求台账的编号，如 WT-2022-0012",
    )
    note: Mapped[str | None] = field("说明", Kind.LONG_TEXT, width=32, searched=True)


class TeamEntry(Part, Base):
    """A dated entry of progress (进展记录)."""

    __tablename__ = "team_entries"
    parent_table = "teams"

    date: Mapped[PartialDate] = field("进展日期", Kind.DATE, required=True, width=12)
    text: Mapped[str] = field("进展内容", Kind.LONG_TEXT, required=True, width=48, searched=True)
    person: Mapped[str | None] = field("记录人", Kind.TEXT, width=10)


MAPPING = Mapping(
    ServiceTeam,
    {
        "members": TeamMember,
        "meetings": TeamMeeting,
        "windows": TeamWindow,
        "linked": TeamProblem,
        "entries": TeamEntry,
    },
)
