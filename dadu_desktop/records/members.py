"""Members of teams (专班成员), alike for clusters and for enterprises."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from dadu_desktop.records.base import Part, field
from dadu_desktop.records.fields import Kind


class Member(Part):
    """Who belongs to a team, for what, and where to ring."""

    name: Mapped[str] = field("姓名", Kind.TEXT, required=True, width=10, searched=True)
    role: Mapped[str | None] = field("专班职务", Kind.CHOICE, choices=("组长", "副组长", "成员", "联络员"))
    unit: Mapped[str | None] = field("单位", Kind.TEXT, width=20, searched=True)
    duty: Mapped[str | None] = field("分工", Kind.LONG_TEXT, width=28, searched=True)
    telephone: Mapped[str | None] = field("联系电话", Kind.PHONE, width=16, searched=True)
