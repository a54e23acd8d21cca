"""Contents of letters for several tests: for the firm of the examples, and for a firm with many unknown facts."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from ipdsl.base.findings.phrase import Language
from ipdsl.driver.library import Policy, load
from ipdsl.office.letters.content import PRINTED, Content, content_of
from ipdsl.office.letters.fact_names import letter_localizer

ROOT = Path(__file__).parents[3]


@functools.cache
def policy(name: str = "shaoguan_2021") -> Policy:
    return load(name)


def facts(name: str = "firm") -> dict[str, Any]:
    found: dict[str, Any] = json.loads((ROOT / "examples" / f"{name}.json").read_text("utf-8"))
    return found


def content(name: str = "firm", language: Language = Language.ZH, page: str = "shaoguan_2021") -> Content:
    decision = policy(page).evaluate(facts(name))
    return content_of(decision, letter_localizer(policy(page).program, language))


def letter_text(content: Content, names: Iterable[str] = PRINTED) -> str:
    """The text of a letter, one line for each paragraph and row."""
    lines: list[str] = []
    for name in names:
        value = content[name]
        if isinstance(value, str):
            lines += [f"{name}: {value}"] if value else []
        elif name in ("parts", "basis"):
            lines += [line for part in value for line in (f"# {part['heading']}", *part["lines"])]
        else:
            lines += [" | ".join(map(str, each.values())) if isinstance(each, Mapping) else each for each in value]
    return "\n".join(lines) + "\n"
