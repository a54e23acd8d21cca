"""The rules for prose: patterns of expressions that a reader has to read twice, with what to write in their place.

A rule is a line of three columns with tabs between them: the pattern, the preferred words, and the severity with the
reason. `rules.txt` holds the rules.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent
ERROR, WARNING, INFO = SEVERITIES = ("error", "warning", "info")
STRONG = (ERROR, WARNING)
CHINESE = re.compile("[\u4e00-\u9fff]")


class Rule(NamedTuple):
    """A pattern, what to write in its place, how severe a hit is, and why."""

    pattern: re.Pattern[str]
    preferred: str
    severity: str
    reason: str

    @property
    def is_chinese(self) -> bool:
        """Whether it is about Chinese prose."""
        return CHINESE.search(self.pattern.pattern) is not None


@cache
def rules() -> tuple[Rule, ...]:
    """The rules, in the order of the list."""
    lines = (FOLDER / "rules.txt").read_text(encoding="utf-8").splitlines()
    return tuple(_rule(line) for line in lines if line and not line.startswith("#"))


def _rule(line: str) -> Rule:
    pattern, preferred, why = line.split("\t")
    severity, _, reason = why.partition(":")
    assert severity in SEVERITIES, line
    return Rule(re.compile(pattern, re.MULTILINE), preferred, severity, reason.strip())
