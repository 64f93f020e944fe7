"""The commands with their arguments and their help, in Chinese."""

from __future__ import annotations

from argparse import SUPPRESS, Action, ArgumentParser, HelpFormatter, Namespace
from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path
from typing import NoReturn

from dadu_desktop import __version__
from dadu_desktop.cli.answers import Answer
from dadu_desktop.domain.errors import InputProblem

_COUNT_HELP = {"type": int, "metavar": "N"}


class _ChineseHelp(HelpFormatter):
    """Help with a Chinese head."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[Action],
        groups: Iterable[object],
        prefix: str | None = None,
    ) -> None:
        """Begin with 用法."""
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)  # type: ignore[arg-type]


class _Parser(ArgumentParser):
    """A parser whose faults are problems with one Chinese sentence."""

    def __init__(self, **settings: object) -> None:
        """Name the groups of arguments in Chinese."""
        super().__init__(formatter_class=_ChineseHelp, add_help=False, **settings)  # type: ignore[arg-type]
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", default=SUPPRESS, help="显示本说明")

    def error(self, message: str) -> NoReturn:
        """Say how the command is written."""
        usage = " ".join(self.format_usage().split()).removeprefix("用法：")
        raise InputProblem(f"命令写法不对，应为：{usage}", detail=message)


def make_parser() -> ArgumentParser:
    """Describe all commands."""
    parser = _Parser(prog="dadu-desktop", description="商贸企业服务台账。不带命令时打开窗口。")
    parser.add_argument("--version", action="version", version=__version__, help="显示版本号")
    _add_common(parser)
    parser.set_defaults(json=False)
    commands = parser.add_subparsers(dest="command", metavar="命令", title="命令", parser_class=_Parser)

    def command(name: str, words: str, work: str) -> ArgumentParser:
        added = commands.add_parser(name, help=words, description=words)
        _add_common(added)
        added.set_defaults(work=_late(work))
        return added

    for add in (_add_ledger_commands, _add_record_commands, _add_exchange_commands, _add_report_commands):
        add(command)
    return parser


_Command = Callable[[str, str, str], ArgumentParser]


def _add_common(parser: ArgumentParser) -> None:
    """Add what every command takes, before or after its name."""
    parser.add_argument(
        "--database",
        metavar="台账",
        default=SUPPRESS,
        help="台账文件（默认在个人数据文件夹），或 postgresql+psycopg://用户名@主机/数据库",
    )
    parser.add_argument(
        "--password-file",
        type=Path,
        default=SUPPRESS,
        metavar="文件",
        help="存有台账密码的文本文件（导入时其余各行为工作簿密码）；- 为标准输入",
    )
    parser.add_argument("--person", default=SUPPRESS, metavar="姓名", help="使用人（多人设有密码时）")
    parser.add_argument("--json", action="store_true", default=SUPPRESS, help="只输出一个 JSON 对象")


def _late(work: str) -> Callable[[Namespace], Answer]:
    """Find the function of a command when it runs: help must not wait for the database libraries."""
    module, name = work.split(".")

    def call(options: Namespace) -> Answer:
        answer: Answer = getattr(import_module(f"dadu_desktop.cli.{module}"), name)(options)
        return answer

    return call


def _add_ledger_commands(command: _Command) -> None:
    """Add the commands about the ledger as a whole."""
    command("new", "新建空台账", "ledger_commands.new")
    prepare = command(
        "server", "在办公网的 PostgreSQL 服务器上建立或升级台账（由管理员运行）", "ledger_commands.server"
    )
    prepare.add_argument(
        "--role", default="", metavar="角色", help="各台电脑连接时用的角色：可录入，不能建表或改动留痕"
    )
    prepare.add_argument(
        "--from", type=Path, dest="source", metavar="台账", help="把这个台账文件的全部内容搬到服务器"
    )
    demo = command("demo", "生成演示台账", "demo_command.demo")
    demo.add_argument("--output", type=Path, metavar="文件夹", help="另存全部工作簿、报表和页面截图")
    backup = command("backup", "备份台账", "ledger_commands.backup")
    backup.add_argument(
        "--output",
        type=Path,
        metavar="文件",
        help="备份文件（默认放入台账旁的备份文件夹；.daduzip 把台账和密钥合成一个文件带走）",
    )
    restore = command("restore", "从备份恢复台账", "ledger_commands.restore")
    restore.add_argument("file", type=Path, metavar="备份文件")
    check = command("check", "检查台账是否完好", "ledger_commands.check")
    check.add_argument("--repair", action="store_true", help="修复能够重建的部分")


def _add_record_commands(command: _Command) -> None:
    """Add the commands about records."""
    listing = command("list", "列出记录", "record_commands.list_kind")
    listing.add_argument(
        "kind",
        metavar="KIND",
        help="enterprises、visits、problems、plans、cases、policies、clusters、projects、figures 等",
    )
    listing.add_argument("--search", default="", metavar="文字", help="任意汉字、拼音或首字母")
    listing.add_argument("--limit", help="最多几行（默认全部）", **_COUNT_HELP)  # type: ignore[arg-type]
    listing.add_argument("--offset", default=0, help="从第几行起", **_COUNT_HELP)  # type: ignore[arg-type]
    command("fields", "字段说明", "record_commands.fields").add_argument("kind", metavar="KIND")
    _add_record(command("show", "显示一条记录", "record_commands.show"))
    _add_record(command("history", "谁在何时改了什么", "record_commands.history"))
    change = command("set", "修改一条记录的字段", "record_commands.change")
    _add_record(change)
    change.add_argument("values", nargs="+", metavar="KEY=VALUE", help="字段=新值，等号后留空为清除")
    change.add_argument("--reason", default="", metavar="文字", help="修改原因")
    attach = command("attach", "为记录添加附件", "record_commands.attach")
    _add_record(attach)
    attach.add_argument("file", type=Path, metavar="文件")
    detach = command("detach", "取出附件的副本", "record_commands.detach")
    _add_record(detach)
    detach.add_argument("name", metavar="附件名")
    detach.add_argument("--output", type=Path, required=True, metavar="文件")


def _add_record(parser: ArgumentParser) -> None:
    """Add the two arguments that name a record."""
    parser.add_argument("kind", metavar="KIND")
    parser.add_argument("number", metavar="编号", help="编号；企业也可用信用代码或名称")


def _add_exchange_commands(command: _Command) -> None:
    """Add the commands about workbooks."""
    reading = command("import", "导入工作簿", "exchange_commands.take_in")
    reading.add_argument("source", type=Path, metavar="文件或文件夹")
    reading.add_argument("--as", dest="kind", metavar="KIND", help="按哪种台账读取（默认按表头判断）")
    reading.add_argument(
        "--mode",
        choices=("all", "add", "update"),
        default="all",
        help="all 新增并更新（默认），add 只新增，update 只更新",
    )
    reading.add_argument(
        "--empty",
        choices=("keep", "clear"),
        default="keep",
        help="空单元格：keep 保留台账原值（默认），clear 清空",
    )
    reading.add_argument("--dry-run", action="store_true", help="只核对，不写入")
    reading.add_argument("--returned", type=Path, metavar="文件或文件夹", help="写出标明错误的退回件")
    undo = command("undo", "撤销一次导入", "exchange_commands.undo")
    undo.add_argument("batch", type=int, metavar="批次号")
    writing = command("export", "导出台账", "exchange_commands.export")
    writing.add_argument("kind", metavar="KIND")
    writing.add_argument("--view", metavar="视图名", help="按已保存的视图导出")
    writing.add_argument(
        "--template", type=Path, metavar="文件", help="填入上级模板（.xlsx），格式和公式保留"
    )
    writing.add_argument("--blank", action="store_true", help="写出空白填报表")
    writing.add_argument("--each", action="store_true", help="每家企业一份填报表，--output 为文件夹")
    writing.add_argument("--period", metavar="月份", help="月度数据的月份，如 2022-11")
    writing.add_argument("--output", type=Path, required=True, metavar="文件", help=".xlsx 或 .csv")


def _add_report_commands(command: _Command) -> None:
    """Add the commands about reports and figures."""
    command("reports", "列出报表", "report_commands.reports")
    report = command("report", "生成一份报表", "report_commands.report")
    report.add_argument("id", metavar="报表")
    report.add_argument("values", nargs="*", metavar="KEY=VALUE", help="报表的其他参数，见 reports")
    _add_period(report)
    for name, words in (("enterprise", "企业编号、信用代码或名称"), ("number", "记录编号")):
        report.add_argument(f"--{name}", default=SUPPRESS, metavar="文字", help=words)
    report.add_argument(
        "--format", default="pdf", choices=("pdf", "xlsx", "docx"), help="pdf，台账可用 xlsx，文书可用 docx"
    )
    report.add_argument(
        "--redacted", default=SUPPRESS, metavar="发给", help="编号的脱敏副本：企业用代号，金额、人数用区间"
    )
    report.add_argument("--output", type=Path, required=True, metavar="文件")
    command("copies", "列出脱敏副本登记", "report_commands.copy_log")
    told = command("figures", "分行业、分企业的增速与拉动", "figure_command.figures")
    _add_period(told)
    told.add_argument(
        "--group",
        default=SUPPRESS,
        metavar="分组",
        help="另按行业、镇街、商圈（片区）、业态、单位规模或重点标签合计",
    )
    told.add_argument(
        "--span", default=SUPPRESS, metavar="时段", help="分组合计的时段：本月（默认）、本季、累计、全年"
    )


def _add_period(parser: ArgumentParser) -> None:
    """Add month and scope."""
    parser.add_argument("--period", default=SUPPRESS, metavar="2022-11", help="报告期")
    parser.add_argument("--scope", default=SUPPRESS, metavar="口径", help="全口径（默认）或 可比口径")
