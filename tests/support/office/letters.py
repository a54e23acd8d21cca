"""Contents of letters for several tests: for the firm of the examples, and for a firm with many unknown facts."""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import Any

from ipdsl.base.findings.phrase import Language
from ipdsl.driver.library import Policy, load
from ipdsl.office.letters.content import Content, content_of
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
