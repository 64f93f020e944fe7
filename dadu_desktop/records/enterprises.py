"""企业基础台账: the register of enterprises, whether 在库 or merely served."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from dadu_desktop.domain.approximate import Approximate
from dadu_desktop.domain.dates import PartialDate
from dadu_desktop.records.base import Base, Kept, Part, field, shown
from dadu_desktop.records.fields import Field, Kind
from dadu_desktop.records.mapping import Mapping

TRADES = ("批发业", "零售业", "住宿业", "餐饮业", "其他")
STATUSES = ("在库", "准限上", "已退库", "停业", "注销", "服务对象")
ROLES = ("法定代表人", "负责人", "统计员", "联系人", "财务", "其他")


class Enterprise(Kept, Base):
    """One enterprise (企业): a legal person, an establishment or a large self-employed business."""

    __tablename__ = "enterprises"

    number: Mapped[str] = field("编号", Kind.TEXT, computed=True, width=10, searched=True)
    credit_code: Mapped[str | None] = field(
        "统一社会信用代码",
        Kind.CREDIT_CODE,
        width=20,
        searched=True,
        index=True,
        help="18 位；校验位不符只提醒，不影响保存",
    )
    name: Mapped[str] = field("企业名称", Kind.TEXT, required=True, width=32, searched=True, index=True)
    # of name and short name, with the initials, for the search
    pinyin: Mapped[str | None] = mapped_column(Text)
    short_name: Mapped[str | None] = field("简称（招牌名）", Kind.TEXT, width=16, searched=True)
    former_names: Mapped[str | None] = field(
        "曾用名",
        Kind.TEXT,
        width=24,
        searched=True,
        help="多个用顿号分开；改名时自动记入",
    )
    trade: Mapped[str | None] = field("行业", Kind.CHOICE, choices=TRADES, width=10)
    industry_code: Mapped[str | None] = field("行业代码", Kind.TEXT, width=10, help="GB/T 4754-2017 四位小类")
    business_form: Mapped[str | None] = field("业态", Kind.CHOICE, code_list="business_forms", width=12)
    size: Mapped[str | None] = field(
        "单位规模", Kind.CHOICE, choices=("大型", "中型", "小型", "微型"), width=10
    )
    unit_type: Mapped[str | None] = field(
        "单位类型",
        Kind.CHOICE,
        choices=("法人企业", "产业活动单位", "个体经营户"),
        width=12,
    )
    status: Mapped[str | None] = field("在库状态", Kind.CHOICE, choices=STATUSES, width=10)
    admitted: Mapped[PartialDate | None] = field("入库时间", Kind.DATE, width=12)
    admission_cause: Mapped[str | None] = field(
        "入库原因",
        Kind.CHOICE,
        choices=("新开业", "限下升限上", "变更", "迁入"),
        width=12,
    )
    removed: Mapped[PartialDate | None] = field("退库时间", Kind.DATE, width=12)
    removal_cause: Mapped[str | None] = field(
        "退库原因",
        Kind.CHOICE,
        choices=("注销", "停业", "跌破限额", "迁出", "行业变更"),
        width=12,
    )
    town: Mapped[str | None] = field("所属镇街", Kind.CHOICE, code_list="towns", width=14)
    area: Mapped[str | None] = field("商圈（片区）", Kind.CHOICE, code_list="areas", width=14)
    registered_address: Mapped[str | None] = field("注册地址", Kind.TEXT, width=32, searched=True)
    business_address: Mapped[str | None] = field("经营地址", Kind.TEXT, width=32, searched=True)
    legal_person: Mapped[str | None] = field("法定代表人", Kind.TEXT, width=12, searched=True)
    principal: Mapped[str | None] = field("负责人", Kind.TEXT, width=10, searched=True)
    statistician: Mapped[str | None] = field("统计员", Kind.TEXT, width=10, searched=True)
    contact: Mapped[str | None] = field("联系人", Kind.TEXT, width=10, searched=True)
    telephone: Mapped[str | None] = field(
        "联系电话",
        Kind.PHONE,
        width=16,
        searched=True,
        help="多个号码用顿号分开",
    )
    employees: Mapped[int | None] = field("从业人数", Kind.INTEGER, unit="人", width=10)
    floor_area: Mapped[Decimal | None] = field("营业面积", Kind.NUMBER, unit="平方米", width=12)
    opened: Mapped[PartialDate | None] = field("开业时间", Kind.DATE, width=12)
    main_business: Mapped[str | None] = field("主营业务", Kind.LONG_TEXT, width=28, searched=True)
    foreign_trade: Mapped[bool | None] = field("是否外贸", Kind.FLAG, width=10)
    tags: Mapped[str | None] = field("重点标签", Kind.CHOICES, code_list="tags", width=16, searched=True)
    cluster: Mapped[str | None] = field("所属产业集群", Kind.CHOICE, code_list="clusters", width=16)
    leader: Mapped[str | None] = field("联系领导", Kind.TEXT, width=12, searched=True)
    department: Mapped[str | None] = field("责任科室", Kind.CHOICE, code_list="departments", width=14)
    service_person: Mapped[str | None] = field("服务专员", Kind.TEXT, width=10, searched=True)
    last_year_sales: Mapped[Approximate | None] = field(
        "上年销售额（营业额）",
        Kind.APPROXIMATE,
        unit="万元",
        width=18,
        help="可写“约1000多万元”，原话一并保留",
    )
    last_visit: ClassVar[Field] = shown("最近走访", Kind.DATE, computed=True, width=12)
    last_report: ClassVar[Field] = shown("最近上报", Kind.DATE, computed=True, width=12)
    open_problems: ClassVar[Field] = shown("在办问题", Kind.INTEGER, unit="个", computed=True, width=10)
    source: Mapped[str | None] = field("资料来源", Kind.TEXT, width=16)
    note: Mapped[str | None] = field("备注", Kind.LONG_TEXT, width=24, searched=True)


class EnterpriseName(Part, Base):
    """A name (企业名称沿革) and the time it was valid, so that an old report says the old name."""

    __tablename__ = "enterprise_names"
    parent_table = "enterprises"

    name: Mapped[str] = field("名称", Kind.TEXT, required=True, width=32, searched=True)
    since: Mapped[PartialDate | None] = field("启用时间", Kind.DATE)
    until: Mapped[PartialDate | None] = field("停用时间", Kind.DATE)


class EnterprisePerson(Part, Base):
    """A contact or responsible person (人员沿革) with the time in office."""

    __tablename__ = "enterprise_people"
    parent_table = "enterprises"

    role: Mapped[str] = field("身份", Kind.CHOICE, required=True, choices=ROLES)
    name: Mapped[str] = field("姓名", Kind.TEXT, required=True, searched=True)
    telephone: Mapped[str | None] = field("电话", Kind.PHONE, width=16, searched=True)
    since: Mapped[PartialDate | None] = field("起", Kind.DATE)
    until: Mapped[PartialDate | None] = field("止", Kind.DATE)
    note: Mapped[str | None] = field("备注", Kind.TEXT, width=20)


MAPPING = Mapping(Enterprise, {"names": EnterpriseName, "people": EnterprisePerson})
