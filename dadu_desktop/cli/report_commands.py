"""Commands about reports."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict

from dadu_desktop.cli.answers import Answer
from dadu_desktop.cli.places import ledger_place, reading
from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.services.exports import write_whole
from dadu_desktop.services.redacted_copies import copies, make_copy
from dadu_desktop.services.report_batches import ALL, MONTHLY_SET, make_for_all, write_each, write_set
from dadu_desktop.services.reports import MadeReport, available_reports, make_report
from dadu_desktop.services.sent_reports import keep_report
from dadu_desktop.storage.ledger_file import LedgerFile

_PARAMETERS = ("period", "scope", "enterprise", "number")


def reports(options: Namespace) -> Answer:
    """List the reports there are, those of the office with what is wrong with them."""
    known = available_reports(ledger_place(options))
    lines = [f"{one.id}\t{one.name}\t{one.fault or '、'.join(one.formats)}" for one in known]
    faults = [one.fault for one in known if one.fault]
    return Answer(
        {"reports": [asdict(one) for one in known], "faults": faults}, "\n".join(lines), refused=bool(faults)
    )


def report(options: Namespace) -> Answer:
    """Make one report."""
    parameters = _parameters(options)
    if ALL in parameters.values() or options.id == MONTHLY_SET:
        return _batch(options, parameters.get("period", ""))
    with reading(options) as ledger:
        if hasattr(options, "redacted"):
            copy = make_copy(ledger, options.id, parameters, options.redacted, options.format)
            return _written(ledger, options, copy)
        made = make_report(ledger, options.id, parameters, options.format)
        return _written(ledger, options, made)


def copy_log(options: Namespace) -> Answer:
    """List the numbered copies that were given away."""
    with reading(options) as ledger:
        known = copies(ledger)
    lines = [
        f"{one.number}\t{one.at:%Y-%m-%d %H:%M}\t{one.title}\t{one.receiver}\t{one.person}" for one in known
    ]
    return Answer({"copies": [asdict(one) for one in known]}, "\n".join(lines))


def _batch(options: Namespace, period: str) -> Answer:
    """Make a document for all records, as one PDF or into a folder one each, or the set of a month."""
    with reading(options) as ledger:
        if options.id == MONTHLY_SET:
            written = write_set(ledger, period, options.output)
        elif options.output.suffix != ".pdf":
            written = write_each(ledger, options.id, options.output)
        else:
            return _written(ledger, options, make_for_all(ledger, options.id))
    data = {
        "file": options.output,
        "files": written.made,
        "kept": written.kept,
        "preflight": written.preflight,
    }
    done = f"已生成 {len(written.made)} 份，沿用上次的 {len(written.kept)} 份：{options.output}"
    findings = (f"{name}：{one}" for name, found in written.preflight.items() for one in found)
    return Answer(data, "\n".join((done, *findings)))


def _written(ledger: LedgerFile, options: Namespace, made: MadeReport) -> Answer:
    """Write a report, keep it as it is given out, and say what it is."""
    write_whole(options.output, made.content)
    data = {
        "file": options.output,
        "pages": made.pages,
        "figures": made.figures,
        "preflight": made.preflight,
        "substituted_fonts": made.substituted,
        "sent": keep_report(ledger, made),
    }
    # a workbook is parted into pages by the printer
    done = f"已生成 {made.pages} 页" if made.pages else "已生成"
    return Answer(data, "\n".join((f"{done}：{options.output}", *made.preflight)))


def _parameters(options: Namespace) -> dict[str, str]:
    """Gather the parameters given as options and as KEY=VALUE; InputProblem for one that the report has not."""
    given = vars(options)
    parameters = {name: str(given[name]) for name in _PARAMETERS if name in given}
    known = {
        one.key
        for info in available_reports(ledger_place(options))
        if info.id == options.id
        for one in info.parameters
    }
    for pair in options.values:
        key, mark, value = pair.partition("=")
        if not mark or key not in known:
            raise InputProblem(f"“{pair}”不是报表 {options.id} 的参数，请写成 参数=值，参数见 reports。")
        parameters[key] = value
    return parameters
