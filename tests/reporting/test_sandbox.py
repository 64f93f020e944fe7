"""A template of the office can neither harm the program nor keep it busy."""

from __future__ import annotations

import pytest

from dadu_desktop.domain.errors import DefinitionProblem
from dadu_desktop.reporting.templates import check_template, fill_template

VALUES = {"title": "题", "month": {"year": 2022}, "names": ["甲", "乙"]}


def reason(source: str) -> str:
    """Give what is said of a template that cannot be filled in."""
    with pytest.raises(DefinitionProblem) as told:
        fill_template(source, VALUES, "试.md", 5)
    return told.value.sentence.removeprefix("报表定义“试.md”")


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("{% for i in range(90000) %}{% for j in range(90000) %}{% endfor %}{% endfor %}", "请减少循环"),
        ("{% for i in range(90000) if 0 %}{% endfor %}" * 3, "请减少循环"),  # time may be up before
        ("{% for i in range(10 ** 9) %}{% endfor %}", "不能用“**”"),
        ("{% for i in range(1000000000) %}{% endfor %}", "过长"),
        ("{{ 'a' * 1000000000 }}", "不能用“*”"),
        ("{{ '%0999999999d' % 1 }}", "不能用“%”"),
        (
            "{% set n = namespace(x='a') %}{% for i in range(60) %}{% set n.x = n.x ~ n.x %}{% endfor %}",
            "过长",
        ),
        (
            "{% set n = namespace(x=[1]) %}{% for i in range(60) %}{% set n.x = n.x + n.x %}{% endfor %}",
            "过长",
        ),
        ("{{ range(90000) | join(title ~ '十个字十个字十个字十') }}", "过长"),
        ("{{ ('a' ~ 'a') | replace('a', range(9000) | join) | replace('1', range(9000) | join) }}", "过长"),
        ("{% for i in range(90000) %}{{ range(90) | join }}{% endfor %}", "文书过长"),
        ("{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}", "宏互相调用"),
        ("{{ 'x'.center(1000000000) }}", "不能这样调用"),
        ("{{ ''.__class__.__mro__ }}", "不能这样调用"),
        ("{{ month.clear() }}", "不能这样调用"),
        ("{{ lipsum() }}", "没有“lipsum”"),
        ("{{ title | center(9) }}", "没有“center”这个过滤器"),
        ("{% include '/etc/passwd' %}", "不能引用别的文件"),
        ("{{ 1 / 0 }}", "除数是零"),
    ],
)
def test_what_no_page_needs_is_refused(source: str, said: str) -> None:
    assert said in reason(source)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("{% for i in range(3) if i > 0 %}{{ i }}{% endfor %}", "12"),
        ("{{ names | join }}", "甲、乙"),
        ("{{ title ~ month.year }}", "题2022"),
        ("{{ 7 % 4 + 2 * 3 }}", "9"),
        ("{{ title | replace('题', '目') }}", "目"),
        ("{% macro f(x) %}{{ x }}{% endmacro %}{{ f(title) }}", "题"),
    ],
)
def test_what_templates_do_every_day_goes_on(source: str, words: str) -> None:
    assert fill_template(source, VALUES, "试.md") == words


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("一\n{{ titel }}", "第6行：没有“titel”这个数据，是不是：title。"),
        ("一\n\n{{ month.yaer }}", "第7行：这里没有“yaer”这项数据。"),
        ("一\n{% for x in names %}\n{{ x.y.z }}\n{% endfor %}", "第7行：这里没有“y”这项数据。"),
    ],
)
def test_the_line_is_that_of_the_file(source: str, said: str) -> None:
    assert reason(source) == said


@pytest.mark.parametrize(
    ("source", "line", "said"),
    [
        ("一\n{% if x %}", 6, "少了结束语句"),
        ("一\n{% endif %}", 6, "没有与它配对"),
        ("{{ x | amuont }}", 5, "是不是：amount"),
        ("{% loop %}", 5, "没有这种语句"),
        ("一\n二{{ x }", 6, "花括号"),
        ("{{ 名称，代码 }}", 5, "英文标点"),
    ],
)
def test_a_template_that_cannot_be_read_says_why(source: str, line: int, said: str) -> None:
    with pytest.raises(DefinitionProblem) as told:
        check_template(source, 5)
    assert told.value.line == line
    assert said in told.value.reason
