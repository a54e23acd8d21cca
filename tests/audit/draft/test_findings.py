"""The findings of `draft` say the same in both languages."""

from __future__ import annotations

import inspect
import re
import string

import pytest

from ipdsl.audit.draft import errors
from ipdsl.base.errors import UsageFinding
from ipdsl.base.findings.finding import Texts

FINDINGS = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if kind.__module__ == errors.__name__]


def named(texts: Texts) -> set[str]:
    words = (texts.title, texts.label, texts.help)
    return {name for part in words for _, name, _, _ in string.Formatter().parse(part) if name}


@pytest.mark.parametrize("kind", FINDINGS, ids=lambda kind: kind.code)
def test_both_languages_name_the_same_values(kind: type[UsageFinding]) -> None:
    assert kind.zh is not None
    assert named(kind.zh) == named(kind.en)
    assert re.search("[\u4e00-\u9fff]", kind.zh.title)
    assert re.search("[\u4e00-\u9fff]", kind.zh.help)
