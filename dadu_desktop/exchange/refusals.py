"""Why a file is not read: one sentence for each reason, with what to do next."""

from __future__ import annotations

from enum import StrEnum


class Refusal(StrEnum):
    """A reason and the sentence that a person is told."""

    EMPTY = "文件是空的（0 字节），请让对方重新发送。"
    NOT_A_WORKBOOK = "这不是表格文件：请选择 .xlsx、.xls、.et、.ods 或 .csv 文件。"
    ARCHIVE = "这是压缩包，里面有表格文件：请先解压，再导入解压出来的文件或文件夹。"
    NO_CELLS = "工作簿里没有工作表（只有图表或宏表），请确认选对了文件。"
    NO_COLUMNS = "文件里没有分列的表格，请另存为 .xlsx 后再导入。"
    NO_TABLE = "网页文件里没有表格，请另存为 .xlsx 后再导入。"
    NO_ENCODING = "这不是表格文件，也看不出文字编码，请另存为 .xlsx 后再导入。"
    OLD_PROGRAM = "这是 Excel 97 以前的旧格式：请用 Excel 或 WPS 打开后另存为 .xlsx 再导入。"
    LOCKED = "文件设有打开密码：请输入密码，或用 Excel、WPS 取消密码后另存一份再导入。"
    WRONG_PASSWORD = "文件的打开密码不对：请向对方问清密码，注意大小写和全角半角。"  # noqa: S105 - a sentence
    UNKNOWN_LOCK = "文件已加密，但不是用密码能打开的：请让对方解密（取消文档加密）后另存为 .xlsx 再发送。"
    DAMAGED = "文件已损坏或格式不正确，读不出来：请用 Excel 或 WPS 打开后另存为 .xlsx 再导入。"
    CUT_SHORT = "文件不完整，可能没有传完，已损坏：请让对方重新发送。"
    TOO_LARGE = "文件解压后过大，不像正常的工作簿，未予读取：请只保留需要的工作表后另存一份。"
    TOO_WIDE = "工作表超过两千万个单元格，未予读取：请删去空白的行和列后另存一份。"
    ENTITIES = "文件里含有 XML 实体定义，不像正常的工作簿，未予读取：请用 Excel 或 WPS 另存为 .xlsx 再导入。"
    CRASHED = "文件读取时出错，可能已损坏：请用 Excel 或 WPS 打开后另存为 .xlsx 再导入。"
    TOO_SLOW = "文件读取时间过长，已停止：请只保留需要的工作表后另存一份。"
