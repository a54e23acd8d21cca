"""The findings of `draft` say the same in both languages."""

from __future__ import annotations

import inspect
import re
import string

from ipdsl.audit import errors
from ipdsl.base.errors import UsageFinding
from ipdsl.base.findings.finding import Texts
from tests.support.rows import each_row

FINDINGS = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if kind.__module__ == errors.__name__]


def named(texts: Texts) -> set[str]:
    words = (texts.title, texts.label, texts.help)
    return {name for part in words for _, name, _, _ in string.Formatter().parse(part) if name}


@each_row("kind", FINDINGS)
def test_both_languages_name_the_same_values(kind: type[UsageFinding]) -> None:
    assert kind.zh is not None
    assert named(kind.zh) == named(kind.en)
    assert re.search("[\u4e00-\u9fff]", kind.zh.title)
    assert re.search("[\u4e00-\u9fff]", kind.zh.help)
