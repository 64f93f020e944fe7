"""Writes docs/problems.md from the state machine itself; run it after a change of the rules, from the top folder.

python -m resources.make_problem_page
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from dadu_desktop.domain.problem_moves import CALL_BACKS, LABELS, RULES, Actor, Rule, transitions
from dadu_desktop.domain.problem_rates import problem_rates
from dadu_desktop.domain.problem_workflow import LIMITS, NEAR, Light, ProblemStatus
from dadu_desktop.records.catalogue import RECORD_TYPES
from dadu_desktop.services.rates import COVERAGE_RULE

PAGE = Path("docs/problems.md")
_SHOWN_IN_FULL = 8  # more sources than that are said as 在办各状态

_HEAD = """# 问题闭环

本页由 `python -m resources.make_problem_page` 按程序里的规则生成，测试保证与程序一致。

## 状态图

```mermaid
stateDiagram-v2
"""
_BEFORE_TABLE = """```

图中省略“合并”“恢复办理”“更正”和不改变状态的动作，全部动作见下表。

## 每个动作

| 动作 | 从 | 到 | 谁可以做 | 必填 | 可填 | 说明 |
|---|---|---|---|---|---|---|
"""
_AFTER_TABLE = """
- 已登记的问题，状态、时限、办结类型、反馈、回访、销号、督办次数、复核日期只能由动作改变；表单、批量修改和命令行 `set` 都不能直接改。
- 每个动作在“办理过程”里记一条：日期、动作、办理人、说明、原状态、新状态、轮次、时限、结果，不能改也不能删。
- 按错的一步可以撤回：只有最后一步、只由办理人本人、只在办理当天；撤回在“办理过程”里另记一条，原来那条保留并注明“已撤回”。办理之后手工改过的内容不动。批量办理的也可以一次撤回。
- 导入的和补录的旧问题照原样收下，按各个日期补出办理过程，逐条标明“导入或补录”。
- 办结和销号须有办结类型，有结果、解释说明或佐证附件，且最近一次回访为满意或基本满意；任何动作顺序都绕不过去（随机动作序列的性质测试）。
- 回访不满意自动开始新一轮；重新办理后，上一轮的结果和满意回访不再算数。
- 退回改派后再交办，原时限没到的仍按原时限，改派不增加时间。
- 合并的问题指向保留的那一条；共性问题一条记录挂多家企业，每家企业的页面都能看到。
- 现在一人使用，三种身份都由他担任；表中“谁可以做”供分角色使用时启用。

"""
_CLOCK = """## 时限和亮灯

- 时限按工作日计算，依国务院办公厅每年的放假安排（含调休）。历年安排随程序提供；新一年的安排可在断网时从通知原文（文本）或“日期、休或班、名称”三列的工作簿导入，可改，随台账保存。
- 某年的安排没有导入时，凡按该年推算的日期都注明“某年放假安排未导入，按周一至周五推算”。
- 默认{limits}，各办理层级可在设置中另定；没有另定的层级按主办。延期须在时限前至少一个工作日申请。
- 亮灯：{lights}；临近指时限前 {near} 个工作日以内（可设）。长期推进（挂账）和已办结的不亮灯。亮灯、工作台数字每次都按当天重新计算，不存结果。

"""
_RATES = """## 考核率

都按办理过程计算，可以算任何期间、截至任何一天；分子、分母都是可以打开的名单。期间按问题的提出时间（走访按走访日期）。

| 率 | 算法 |
|---|---|
"""
_TAIL = """
挂账（长期推进）的问题另列，不进按期办结率；走访次数（家次）与走访覆盖率是两回事。
"""


def page() -> str:
    """Write the whole page."""
    limits = "、".join(f"{role} {days} 个工作日" for role, days in LIMITS.items())
    lights = "，".join(one for one in Light if one)
    rules = [(one.label, one.rule) for one in problem_rates({}, date.min)] + [("走访覆盖率", COVERAGE_RULE)]
    return "".join(
        (
            _HEAD,
            *_arrows(),
            _BEFORE_TABLE,
            *map(_row, RULES),
            _AFTER_TABLE,
            _CLOCK.format(limits=limits, lights=lights, near=NEAR),
            _RATES,
            *(f"| {label} | {rule} |\n" for label, rule in rules),
            _TAIL,
        )
    )


def _arrows() -> Iterable[str]:
    """Draw the arrows, those between the same two statuses as one."""
    between: dict[tuple[ProblemStatus, ProblemStatus], list[str]] = defaultdict(list)
    for before, move, after in transitions():
        said = f"{move}不满意" if move in CALL_BACKS and after is ProblemStatus.REOPENED else str(move)
        if move not in ("合并", "恢复办理"):
            between[before, after].append(said)
    yield f"    [*] --> {ProblemStatus.REGISTERED}\n"
    for (before, after), moves in between.items():
        yield f"    {before} --> {after} : {'、'.join(moves)}\n"
    for ended in (ProblemStatus.STRUCK_OFF, ProblemStatus.REFUSED):
        yield f"    {ended} --> [*]\n"


def _row(rule: Rule) -> str:
    """Describe one move."""
    cells = (
        rule.move,
        _sources(rule),
        rule.target or "不变",
        "、".join(one for one in Actor if one in rule.actors),
        "、".join(map(_label, rule.needs)) or "—",
        "、".join(map(_label, rule.offers)) or "—",
        rule.hint,
    )
    return f"| {' | '.join(cells)} |\n"


def _sources(rule: Rule) -> str:
    """Say from where a move may be made."""
    if len(rule.sources) == len(ProblemStatus):
        return "任何状态"
    missing = [one for one in ProblemStatus if one not in rule.sources]
    if len(rule.sources) > _SHOWN_IN_FULL:
        return f"除{'、'.join(missing)}外"
    return "、".join(one for one in ProblemStatus if one in rule.sources)


def _label(key: str) -> str:
    """Name what a move asks for."""
    return LABELS.get(key) or RECORD_TYPES["problems"].field(key).label


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
