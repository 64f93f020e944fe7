"""What offices write for the entries of a closed list: 已办结 for 办结, 在统 for 在库, 3 for 小型."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dadu_desktop.domain.record_rules import TRADE_DIVISIONS
from dadu_desktop.domain.text import match_choice, narrow
from dadu_desktop.exchange.ticks import ticked

_REMARK = re.compile(r"(?<=.)\([^()]*\)$")
"""What is added to an entry: 办理中（已踏勘）."""
NOT_SAID = ""
"""Words that answer another question than that of the list."""
_MEANT: dict[str, tuple[str, ...]] = {
    "办结": ("已办结", "已办", "已完成", "完成", "办理完毕", "已结", "结案", "已处理"),
    "已解决": ("解决", "全部解决", "已全部解决", "是"),
    "部分解决": ("已部分解决", "部分已解决", "基本解决"),
    "办理中": (
        *(
            "正在办理",
            "在办",
            "未办结",
            "推进中",
            "正在推进",
            "处理中",
            "正在处理",
            "协调中",
            "正在协调",
            "跟踪中",
        ),
        *("进行中", "正在办理中", "在办理", "整改中", "对接中", "正在对接", "协调解决中"),
        *("未解决", "尚未解决", "未完成", "解决中", "正在解决", "持续推进", "办理", "否"),
    ),
    "交办": ("已交办", "已转办", "已分办"),
    "受理": ("已受理",),
    "销号": ("已销号",),
    "长期推进": ("长期", "需长期推进", "长期坚持"),
    "解释说明": ("已解释", "已解释说明", "政策解释"),
    "在库": ("在统", "已入库", "已入统", "限上", "在库在统"),
    "已退库": ("退库", "退统", "已退统"),
    "停业": ("歇业", "已停业", "关闭", "已关闭"),
    "注销": ("已注销", "吊销"),
    "大型": ("1", "大"),
    "中型": ("2", "中"),
    "小型": ("3", "小"),
    "微型": ("4", "微", "小微"),
    "实地走访": (
        "现场",
        "上门",
        "现场走访",
        "入户",
        "实地",
        "上门走访",
        "现场调研",
        "实地调研",
        "调研",
        "线下",
    ),
    "座谈会": ("座谈", "会议", "集中座谈"),
    "法人企业": ("法人单位", "企业法人", "有限责任公司"),
    "个体经营户": ("个体", "个体户", "个体工商户", "大个体"),
    **{trade: (division,) for division, trade in TRADE_DIVISIONS.items()},
    NOT_SAID: ("正常", "正常营业", "正常经营", "营业", "营业中", "在营", "开业", "存续", "在业", "筹建"),
}
_CHOICES: dict[str, list[str]] = {}
for _choice, _words in _MEANT.items():
    for _word in _words:
        _CHOICES.setdefault(_word, []).append(_choice)
_STANDING = "在库"
"""The list that is asked whether an enterprise is counted; that it is open says nothing of it."""


def choice_meant(words: str, choices: Sequence[str]) -> str | None:
    """Find the entry that is meant; NOT_SAID for words beside the question, None for unknown ones."""
    if (said := ticked(words)) is not None:
        return choice_meant(said, choices) if said else NOT_SAID
    bare = "".join(narrow(words).split()).rstrip("。.;")
    for tried in dict.fromkeys((bare, _REMARK.sub("", bare))):
        for meant in _CHOICES.get(tried, ()) if tried not in choices else ():
            if meant in choices or (meant == NOT_SAID and _STANDING in choices):
                return meant
        if found := match_choice(tried, choices):
            return found
    return None
