"""Compare the answers of two versions to the same calls, byte for byte, after removing values that may vary."""

from __future__ import annotations

import difflib
import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs

from tests.equivalence.inputs import Call
from tests.equivalence.sides import Side

NORMALISED: tuple[tuple[str, str, str], ...] = (
    (r"<dcterms:(created|modified)[^>]*>\s*[^<]*", r"<dcterms:\1>", "an Office file says when it was written"),
)
"""Pattern, replacement, and the reason for the variation. The version and folders of a side are replaced as well."""


@attrs.define
class Rule:
    """A class of expected differences: a pattern with its reason, and how often it explained a difference.

    With `replacement`, matches are replaced in both answers before they are compared. Without it, a difference is
    expected if every line that it removes or adds matches. `calls` is a pattern of the calls that the rule covers.
    """

    reason: str
    pattern: re.Pattern[str]
    replacement: str | None
    calls: re.Pattern[str]
    used: int = 0


@attrs.frozen
class Difference:
    """A text of a call that differs. `expected` is the reason if the difference is expected."""

    call: Call
    text: str
    lines: tuple[str, ...]
    expected: str


@attrs.define
class Tally:
    """The counts of one part."""

    calls: int = 0
    differ: int = 0
    expected: int = 0
    faults: int = 0
    seconds: float = 0.0
    exits: Counter[str] = attrs.field(factory=Counter)


@attrs.define
class Outcome:
    """All differences, the counts of each part, and the calls that ended in a program fault on both sides."""

    differences: list[Difference] = attrs.field(factory=list)
    faults: list[Call] = attrs.field(factory=list)
    tallies: dict[str, Tally] = attrs.field(factory=dict)

    @property
    def is_equal(self) -> bool:
        """Whether no difference is unexpected. A fault on both sides is reported but does not count."""
        return not any(tally.differ for tally in self.tallies.values())


def read_rules(file: Path | None) -> list[Rule]:
    """The rules of a TOML file: tables `[[expected]]` with `reason`, `pattern`, and maybe `replacement` and `calls`."""
    if file is None:
        return []
    listed = tomllib.loads(file.read_text("utf-8"))["expected"]
    return [
        Rule(
            one["reason"], re.compile(one["pattern"], re.MULTILINE), one.get("replacement"),
            re.compile(one.get("calls", "")),
        )
        for one in listed
    ]  # fmt: skip


def compared(calls: Sequence[Call], base: Side, tree: Side, rules: Sequence[Rule] = ()) -> Outcome:
    """Compare every answer of the tree with that of the base."""
    found = Outcome()
    for call, old, new in zip(calls, _answers(base), _answers(tree), strict=True):
        tally = found.tallies.setdefault(call.part, Tally())
        tally.calls += 1
        tally.seconds += new["seconds"]
        if old["fault"] and new["fault"]:
            tally.faults += 1
            found.faults.append(call)
        tally.exits[new["texts"].get("exit", "-")] += 1
        for difference in differences(call, old["texts"], new["texts"], rules):
            found.differences.append(difference)
            tally.expected += bool(difference.expected)
            tally.differ += not difference.expected
    return found


def _answers(side: Side) -> Iterator[dict[str, Any]]:
    """The answers of a side without the values that may vary."""
    with side.answers.open(encoding="utf-8") as lines:
        version = json.loads(next(lines))["version"]
        for line in lines:
            answer = json.loads(line)
            answer["texts"] = {name: _normalised(text, side, version) for name, text in answer["texts"].items()}
            yield answer


def _normalised(text: str, side: Side, version: str) -> str:
    """A text without the version and the folders of its side, and without other values that may vary."""
    text = re.sub(rf"(?<![\d.]){re.escape(version)}(?![\d.])", "<version>", text)
    text = text.replace(str(side.work), "<work>").replace(str(side.package), "<package>")
    for pattern, replacement, _ in NORMALISED:
        text = re.sub(pattern, replacement, text)
    return text


def differences(
    call: Call, old: Mapping[str, str], new: Mapping[str, str], rules: Sequence[Rule]
) -> Iterator[Difference]:
    """The texts of one call that differ, each with the reasons for which it is expected."""
    meant = [rule for rule in rules if rule.calls.search(call.title)]
    for name in sorted({*old, *new}):
        before, after = old.get(name, "(no such text)"), new.get(name, "(no such text)")
        if before != after:
            before, after, reasons = _replaced(before, after, meant)
            lines = _changed(before, after)
            reasons = _explained(lines, meant, reasons)
            yield Difference(call, name, lines, "; ".join(reasons))


def _replaced(before: str, after: str, rules: Sequence[Rule]) -> tuple[str, str, list[str]]:
    """Both texts with what rules replace, and the reasons of the rules that replaced something."""
    reasons: list[str] = []
    for rule in rules:
        if rule.replacement is not None:
            texts = rule.pattern.sub(rule.replacement, before), rule.pattern.sub(rule.replacement, after)
            if texts != (before, after):
                before, after = texts
                rule.used += 1
                reasons.append(rule.reason)
    return before, after, reasons


def _changed(before: str, after: str) -> tuple[str, ...]:
    """The differing lines with one line of context; empty if the texts are the same."""
    if before == after:
        return ()
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), "base", "tree", lineterm="", n=1)
    return tuple(lines)[2:] or ("+(only ends of lines differ)",)


def _explained(lines: Sequence[str], rules: Sequence[Rule], reasons: list[str]) -> list[str]:
    """The reasons of the rules that together explain every removed and added line; empty if a line is unexplained."""
    for line in lines:
        if not line.startswith(("+", "-")):
            continue
        rule = next((rule for rule in rules if rule.replacement is None and rule.pattern.search(line[1:])), None)
        if rule is None:
            return []
        rule.used += 1
        if rule.reason not in reasons:
            reasons.append(rule.reason)
    return reasons
