"""Commands about workbooks: take in, take back, write out."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict

from dadu_desktop.cli.answers import Answer
from dadu_desktop.cli.places import reading, record_type, writing
from dadu_desktop.domain.errors import InputProblem, NotFound
from dadu_desktop.services import exports, import_returns, imports, views
from dadu_desktop.services.import_plan import FileOutcome, ImportOutcome, outcome_of
from dadu_desktop.services.lists import ListQuery
from dadu_desktop.storage.ledger_file import LedgerFile


def take_in(options: Namespace) -> Answer:
    """Read workbooks and write them as one batch; with --dry-run nothing is written."""
    kind = record_type(options.kind).key if options.kind else None
    if not options.source.exists():
        raise NotFound(f"找不到“{options.source}”，请检查要导入的文件或文件夹。")
    paths = imports.workbooks_in(options.source)
    with reading(options) if options.dry_run else writing(options) as ledger:
        preview = imports.preview_import(ledger, paths, kind=kind)
        if options.dry_run:
            outcome = ImportOutcome([outcome_of(sheet) for sheet in preview.sheets])
        else:
            outcome = imports.write_import(ledger, preview)
        returned = import_returns.write_returned(preview, options.returned) if options.returned else []
    read = [one for one in outcome.files if one.kind]
    data = {
        "files": [_file(one) for one in read],
        "left_out": [
            {"file": one.file, "sheet": one.sheet, "reason": one.reason}
            for one in outcome.files
            if not one.kind
        ],
        "batch": outcome.batch or None,
        "returned": returned,
    }
    words = [line for one in read for line in _lines(one)]
    words += [f"退回件：{one}" for one in returned]
    words.append(
        f"批次号 {outcome.batch}，可用 undo {outcome.batch} 撤销。" if outcome.batch else "没有写入任何内容。"
    )
    return Answer(data, "\n".join(words), refused=any(one.refused for one in read))


def _file(one: FileOutcome) -> dict[str, object]:
    """Give what became of one sheet; ``notes`` are the cells behind ``warnings``."""
    told = asdict(one)
    told.pop("reason")
    return told


def _lines(one: FileOutcome) -> list[str]:
    """Say what became of one sheet, and which cells could not be used."""
    head = (
        f"{one.file}（{one.sheet}，{record_type(one.kind).label}）：读取 {one.read}，新增 {one.created}，"
        f"更新 {one.updated}，未变 {one.unchanged}，跳过 {one.skipped}，拒收 {one.refused}，提醒 {one.warnings}"
    )
    marked = (("拒收", one.problems), ("提醒", one.notes))
    return [
        head,
        *(
            f"  {word} 第 {cell.row} 行 {cell.column}：{cell.reason}"
            for word, cells in marked
            for cell in cells
        ),
    ]


def undo(options: Namespace) -> Answer:
    """Take a whole import back, except what was edited since."""
    with writing(options) as ledger:
        done = imports.undo_batch(ledger, options.batch)
    data = {"reversed": done.reversed, "kept": done.kept, "failed": done.failed}
    words = f"已撤销 {done.reversed} 条，因后来改过或已被引用而保留 {done.kept} 条，失败 {done.failed} 条。"
    return Answer(data, words, refused=bool(done.kept or done.failed))


def export(options: Namespace) -> Answer:
    """Write a ledger as .xlsx or .csv."""
    kind = record_type(options.kind).key
    if options.template:
        raise InputProblem("本版本还不能填写上级模板，请去掉 --template，按本程序的格式导出。")
    with reading(options) as ledger:
        query = _view(ledger, kind, options.view) if options.view else ListQuery()
        made = exports.export_list(ledger, kind, query, options.output)
    return Answer({"rows": made.rows, "file": made.file}, f"已导出 {made.rows} 条：{made.file}")


def _view(ledger: LedgerFile, kind: str, name: str) -> ListQuery:
    """Find a saved view."""
    for one in views.views(ledger, kind):
        if one.name == name:
            return one.query
    raise NotFound(f"没有名为“{name}”的视图，请核对视图名。")
