"""Commands about workbooks: take in, take back, write out."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

from dadu_desktop.cli.answers import Answer
from dadu_desktop.cli.passwords import passwords_in
from dadu_desktop.cli.places import reading, record_type, writing
from dadu_desktop.domain.errors import InputProblem, NotFound, WrongPassword
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.domain.periods import Month
from dadu_desktop.services import exports, import_returns, imports, return_forms, templates, views
from dadu_desktop.services.import_expected import Returns, expected_returns
from dadu_desktop.services.import_plan import (
    FileOutcome,
    ImportOptions,
    ImportOutcome,
    ImportPreview,
    Unreadable,
    outcome_of,
)
from dadu_desktop.services.list_query import Filter, ListQuery
from dadu_desktop.storage.ledger_file import LedgerFile

_COUNTS = ("read", "created", "updated", "unchanged", "skipped", "refused", "warnings")
_MODES = {
    (mode, empty): ImportOptions(adds=mode != "update", updates=mode != "add", clears=empty == "clear")
    for mode in ("all", "add", "update")
    for empty in ("keep", "clear")
}
_HOW_TO_UNLOCK = "命令行用 --password-file 给出密码。"
_NAMED = 20
"""Enterprises without a return that are named in the words; the JSON names all."""
_NO_HEADING = "{}：没有找到可识别的表头，请确认表头含企业名称或信用代码等栏目。"


def take_in(options: Namespace) -> Answer:
    """Read workbooks and write them as one batch; with --dry-run nothing is written."""
    kind = record_type(options.kind).key if options.kind else None
    if not (options.source.is_file() or options.source.is_dir()):  # a pipe would be waited for
        raise NotFound(f"找不到“{options.source}”，请检查要导入的文件或文件夹。")
    paths, passwords = (
        imports.workbooks_in(options.source),
        passwords_in(getattr(options, "password_file", None)),
    )
    with reading(options) if options.dry_run else writing(options) as ledger:
        preview, unreadable = _preview(ledger, paths, kind, options, passwords)
        returns = expected_returns(ledger, preview)
        returned = (
            import_returns.write_returned(preview, options.returned, passwords) if options.returned else []
        )
        outcome = _written(ledger, preview, returned, dry=options.dry_run)
    read = [one for one in outcome.files if one.kind]
    data = {
        "files": [*map(_file, read), *map(_unread, unreadable)],
        "left_out": [
            {"file": one.file, "sheet": one.sheet, "reason": one.reason}
            for one in outcome.files
            if not one.kind
        ],
        "batch": outcome.batch or None,
        "returned": returned,
        "returns": returns and _returns(returns),
    }
    words = [line for one in read for line in _lines(one)]
    words += [f"  未导入 {one.file}（{one.sheet}）：{one.reason}" for one in outcome.files if not one.kind]
    words += [f"  未导入 {one.sentence}" for one in unreadable]
    words += _missing(returns) if returns else []
    words += [f"退回件：{one}" for one in returned]
    words.append(
        f"批次号 {outcome.batch}，可用 undo {outcome.batch} 撤销。" if outcome.batch else "没有写入任何内容。"
    )
    return Answer(data, "\n".join(words), refused=bool(unreadable) or any(one.refused for one in read))


def _preview(
    ledger: LedgerFile,
    paths: Sequence[Path],
    kind: str | None,
    options: Namespace,
    passwords: Sequence[str],
) -> tuple[ImportPreview, list[Unreadable]]:
    """Look at workbooks; among several, those that hold nothing to take in are named and the others go on."""
    unreadable: list[Unreadable] = []
    try:
        preview = imports.preview_import(
            ledger,
            paths,
            kind=kind,
            options=_MODES[options.mode, options.empty],
            passwords=passwords,
            unreadable=unreadable if len(paths) > 1 else None,
        )
    except WrongPassword as problem:
        raise WrongPassword(f"{problem.sentence}{_HOW_TO_UNLOCK}") from problem
    if len(paths) == 1:
        return preview, []
    understood = {sheet.path for sheet in preview.sheets if sheet.kind}
    told = {one.path for one in unreadable}
    unreadable += [
        Unreadable(path, _NO_HEADING.format(path.name)) for path in paths if path not in understood | told
    ]
    if not understood:
        raise InputProblem("；".join(one.sentence.rstrip("。") for one in unreadable) + "。")
    return preview, unreadable


def _written(ledger: LedgerFile, preview: ImportPreview, returned: list[Path], *, dry: bool) -> ImportOutcome:
    """Write what was looked at; where that fails the returned files go too."""
    if dry:
        return ImportOutcome([outcome_of(sheet) for sheet in preview.sheets])
    try:
        return imports.write_import(ledger, preview)
    except BaseException:
        for one in returned:
            one.unlink(missing_ok=True)
        raise


def _file(one: FileOutcome) -> dict[str, object]:
    """Give what became of one sheet; ``notes`` are the cells behind ``warnings``."""
    told = asdict(one)
    told.pop("reason")
    return told


def _returns(returns: Returns) -> dict[str, object]:
    """Give who was expected to return, and who did not."""
    return {
        "towns": returns.towns,
        "missing_towns": returns.missing_towns,
        "enterprises": returns.enterprises,
        "missing": [one._asdict() for one in returns.missing],
    }


def _missing(returns: Returns) -> list[str]:
    """Say who has not returned."""
    towns, enterprises = "、".join(returns.missing_towns), [one.name for one in returns.missing]
    more = "等" if len(enterprises) > _NAMED else ""
    return [
        *([f"未上报镇街：{towns}"] if towns else []),
        *(
            [f"未上报企业 {len(enterprises)} 家：{'、'.join(enterprises[:_NAMED])}{more}"]
            if enterprises
            else []
        ),
    ]


def _unread(one: Unreadable) -> dict[str, object]:
    """Give a file that could not be read as one without rows; its fault, in row 0, is that of the whole file."""
    fault = {"row": 0, "column": "", "value": "", "reason": one.sentence, "address": ""}
    return {
        "file": one.path.name,
        "kind": None,
        "sheet": None,
        "header_rows": [],
        **dict.fromkeys(_COUNTS, 0),
        "problems": [fault],
        "notes": [],
        "left_columns": [],
    }


def _lines(one: FileOutcome) -> list[str]:
    """Say what became of one sheet, and which cells could not be used."""
    how = "，按上次更正的栏目识别" if one.remembered else ""
    head = (
        f"{one.file}（{one.sheet}，{record_type(one.kind).label}{how}）：读取 {one.read}，新增 {one.created}，"
        f"更新 {one.updated}，未变 {one.unchanged}，跳过 {one.skipped}，拒收 {one.refused}，提醒 {one.warnings}"
    )
    left = [f"  未采用的栏目 {' '.join(words.split())}" for words in one.left_columns]
    marked = (("拒收", one.problems), ("提醒", one.notes))
    return [
        head,
        *left,
        *(
            f"  {word} {' '.join(filter(None, (f'第 {cell.row} 行', cell.column)))}：{cell.reason}"
            for word, cells in marked
            for cell in cells
        ),
    ]


def undo(options: Namespace) -> Answer:
    """Take a whole import back, except what was edited since."""
    with writing(options) as ledger:
        done = imports.undo_batch(ledger, options.batch)
    groups = {"kept": done.kept, "failed": done.failed}
    named = {f"{group}_records": [asdict(one) for one in found] for group, found in groups.items()}
    data = {
        "reversed": len(done.taken_back),
        **{group: len(found) for group, found in groups.items()},
        **named,
    }
    words = [f"已撤销 {data['reversed']} 条，保留 {data['kept']} 条，未能撤销 {data['failed']} 条。"]
    words += [f"  保留 {one.name}：{one.reason}" for one in done.kept]
    words += [f"  未能撤销 {one.name}：{one.reason}" for one in done.failed]
    return Answer(data, "\n".join(words), refused=bool(done.kept or done.failed))


def export(options: Namespace) -> Answer:
    """Write a ledger as .xlsx or .csv, into a superior's template, or workbooks to fill in."""
    kind = record_type(options.kind).key
    chosen = [one for one in ("template", "blank", "each") if getattr(options, one)]
    if len(chosen) > 1 or (options.view and chosen in (["blank"], ["each"])):
        raise InputProblem("--template、--blank、--each 只能用一个，填报表也不能按视图，请去掉多余的选项。")
    month = Month.parse(options.period) if options.period else None
    if month and kind != "figures":
        raise InputProblem("只有月度数据按月份导出，请去掉 --period。")
    with reading(options) as ledger:
        if options.blank or options.each:
            return _forms(ledger, kind, options, month)
        query = _view(ledger, kind, options.view) if options.view else ListQuery()
        if month:
            only = Filter("month", "is", PartialDate(month.year, month.month))
            query = replace(query, filters=(*query.filters, only))
        made = (
            templates.export_to_template(ledger, kind, query, options.template, options.output)
            if options.template
            else exports.export_list(ledger, kind, query, options.output)
        )
    return Answer({"rows": made.rows, "file": made.file}, f"已导出 {made.rows} 条：{made.file}")


def _forms(ledger: LedgerFile, kind: str, options: Namespace, month: Month | None) -> Answer:
    """Write workbooks to fill in."""
    if options.blank:
        (file,) = return_forms.write_blank_form(ledger, kind, options.output).files
        return Answer({"rows": 0, "file": file, "files": [file]}, f"已写出空白填报表：{file}")
    made = return_forms.write_forms_each(ledger, kind, options.output, month=month)
    data = {"rows": len(made.files), "file": options.output, "files": made.files}
    return Answer(data, f"已写出 {len(made.files)} 家企业的填报表：{options.output}")


def _view(ledger: LedgerFile, kind: str, name: str) -> ListQuery:
    """Find a saved view."""
    for one in views.views(ledger, kind):
        if one.name == name:
            return one.query
    raise NotFound(f"没有名为“{name}”的视图，请核对视图名。")
