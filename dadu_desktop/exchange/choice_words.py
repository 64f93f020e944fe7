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
    "在库": ("在统", "已入库", "已入统", "限上", "在库在统", "是"),
    "已退库": ("退库", "退统", "已退统"),
    "停业": ("歇业", "已停业", "关闭", "已关闭"),
    "注销": ("已注销", "吊销"),
    "大型": ("1", "大"),
    "中型": ("2", "中"),
    "小型": ("3", "小"),
    "微型": ("4", "微"),
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
        *(
            "走访",
            "走访调研",
            "登门走访",
            "登门",
            "上门服务",
            "走访慰问",
            "入企",
            "入企走访",
            "实地查看",
            "实地察看",
        ),
    ),
    "座谈会": ("座谈", "会议", "集中座谈", "座谈交流", "召开座谈会"),
    "电话": ("电话沟通", "电话联系", "电话走访", "电话回访", "电话服务", "电话调研", "电联"),
    "微信": ("微信沟通", "微信联系", "微信群"),
    "企业来访": ("来访", "企业上门", "接待来访"),
    "现场办公": ("现场办公会", "现场协调"),
    "法人企业": ("法人单位", "企业法人", "有限责任公司"),
    "个体经营户": ("个体", "个体户", "个体工商户", "大个体"),
    **{trade: (division,) for division, trade in TRADE_DIVISIONS.items()},
}
_BESIDE = {
    **dict.fromkeys(
        ("正常", "正常营业", "正常经营", "营业", "营业中", "在营", "开业", "存续", "在业", "筹建"), "在库"
    ),
    **dict.fromkeys(("小微", "小微企业", "中小微", "中小微企业"), "小型"),
    **{
        section + end: "批发业"
        for section in ("批发和零售", "批发零售", "批零", "住宿和餐饮", "住宿餐饮", "住餐")
        for end in ("", "业")
    },
}
"""Words that answer another question, by an entry of the list that is asked: that an enterprise is open does not
say whether it is counted, 小微 is small or micro, and a section of GB/T 4754 is two trades in one."""
_CLASSES = (
    (re.compile(r"(?!.*零售).+批发(?:服务)?"), "批发业"),
    (re.compile(r"(?!.*批发).+零售(?:服务)?"), "零售业"),
    (re.compile(r"(?:旅游|经济型)?(?:饭店|连锁酒店)|.{0,6}旅馆|民宿服务|.{0,4}住宿服务?"), "住宿业"),
    (re.compile(r"(?:正餐|快餐|.{0,6}餐饮|饮料及冷饮|餐饮配送及外卖送餐|小吃)服务"), "餐饮业"),
)
_CHOICES: dict[str, list[str]] = {}
for _choice, _words in _MEANT.items():
    for _word in _words:
        _CHOICES.setdefault(_word, []).append(_choice)


def choice_meant(words: str, choices: Sequence[str]) -> str | None:
    """Find the entry that is meant; NOT_SAID for words beside the question, None for unknown ones."""
    if (said := ticked(words)) is not None:
        return choice_meant(said, choices) if said else NOT_SAID
    bare = "".join(narrow(words).split()).rstrip("。.;")
    bare = bare.removeprefix("其中:")
    for tried in dict.fromkeys((bare, _REMARK.sub("", bare))):
        if (trade := _trade(tried)) in choices:
            return trade
        if _BESIDE.get(tried) in choices:
            return NOT_SAID
        for meant in _CHOICES.get(tried, ()) if tried not in choices else ():
            if meant in choices:
                return meant
        if found := match_choice(tried, choices):
            return found
    return None


def _trade(words: str) -> str:
    """Tell the trade of a class of GB/T 4754 by its name: 粮油批发, 百货零售, 旅游饭店, 正餐服务; "" for others."""
    return next((trade for pattern, trade in _CLASSES if pattern.fullmatch(words)), "")
