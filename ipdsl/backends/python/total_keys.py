"""The keys of a component's claims in the text of its rules: which claims, whom a rule binds, the groups of a claim."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import attrs

from ipdsl.backends.python.names import Locals
from ipdsl.backends.python.total_sums import is_implied
from ipdsl.runtime.settlement.layout import counts_by_year
from ipdsl.runtime.terms import Program, Rule
from ipdsl.runtime.total_book import Placed
from ipdsl.runtime.total_meets import CLAUSE, ITEM, KEYS, ROW, SUM

OWN = frozenset(
    {"before", "clause", "claim", "claims", "due", "facts", "found", "granted", "i", "keys", "kept", "ladder", "left",
     "mark", "marks", "memory", "own", "rest", "run", "share", "sum_", "used", "waiting", "year"}
)  # fmt: skip
"""Names that the functions use."""

OF_CLAUSE, OF_ITEM, OF_SUM, OF_ROW, OF_KEYS = (f"claim[{place}]" for place in (CLAUSE, ITEM, SUM, ROW, KEYS))
"""The texts for the parts of a claim."""

Line = tuple[int, str]
"""A line with its depth."""


def variables(texts: Iterable[str]) -> list[str]:
    """The parts of a claim that lines use by a name of their own."""
    text = "\n".join(texts)
    named = (("clause", "clause", OF_CLAUSE), ("keys[", "keys", OF_KEYS))
    return [f"{name} = {part}" for word, name, part in named if word in text]


@attrs.frozen
class KeyText:
    """A key of a clause's claims: the text of its value; whether a claim may lack it, or have several."""

    text: str
    may_lack: bool = False
    is_list: bool = False


@attrs.define
class Keys:
    """What the text of rules says of claims: `keys` are those of the claims of each clause, by column."""

    program: Program
    columns: tuple[str, ...]
    keys: Mapping[int, tuple[KeyText, ...]]
    locals: Locals = attrs.field(factory=lambda: Locals(OWN))
    kinds: dict[str, str] = attrs.field(factory=dict)  # what tells whether the applicant is of a kind

    def among(self, clauses: frozenset[int]) -> str:
        """The text that tells whether a claim is of one of the clauses; empty where all are."""
        if clauses >= self.keys.keys():
            return ""
        if len(clauses) == 1:
            return f"clause == {next(iter(clauses))}"
        return f"clause in {{{', '.join(map(str, sorted(clauses)))}}}"

    def test(self, keys: tuple[str, ...], clauses: frozenset[int]) -> str:
        """What must hold of the applicant, for a rule with these keys to bind."""
        names = []
        for key in keys:
            if key not in self.columns and not is_implied(self.program, key, clauses):
                if key not in self.kinds:
                    self.kinds[key] = self.locals.take(f"is {key}")
                names.append(self.kinds[key])
        return " and ".join(names)

    def parts(self, keys: tuple[str, ...], *, per_year: bool) -> list[str]:
        """The values of the keys that differ between claims."""
        parts = [f"keys[{self.columns.index(key)}]" for key in keys if key in self.columns]
        return [*parts, "year"] if per_year else parts

    def group(self, keys: tuple[str, ...], clauses: Iterable[int], *, per_year: bool) -> str:
        """The one group of each claim that has the keys; empty where a claim may have several."""
        if any(key.is_list for key in self._of(keys, clauses)):
            return ""
        parts = self.parts(keys, per_year=per_year)
        return (parts[0] if len(parts) == 1 else f"({', '.join(parts)})") if parts else "''"

    def has(self, keys: tuple[str, ...], clauses: Iterable[int]) -> str:
        """What tells whether a claim has the keys; empty where every claim has."""
        asked = [key for key in keys if any(one.may_lack for one in self._of((key,), clauses))]
        return " and ".join(f"{part} is not None" for part in self.parts(tuple(asked), per_year=False))

    def _of(self, keys: tuple[str, ...], clauses: Iterable[int]) -> list[KeyText]:
        columns = [self.columns.index(key) for key in keys if key in self.columns]
        return [self.keys[index][column] for index in clauses for column in columns]

    def told(self, placed: Placed, use: Callable[[str, str], list[Line]]) -> list[Line]:
        """Lines that use the groups of a claim (and the one, where it has no more), where it has any."""
        keys, per_year = placed.rule.keys, counts_by_year(placed.rule)
        group = self.group(keys, placed.clauses, per_year=per_year)
        if not group:
            lines = [(1 + depth, text) for depth, text in use("found", "")]
            found = f"groups({', '.join(self.parts(keys, per_year=per_year))})"
            return [(0, f"found = {found}"), (0, "if found:"), *lines]
        lines = use(f"({group},)", group)
        test = self.has(keys, placed.clauses)
        return [(0, f"if {test}:"), *((1 + depth, text) for depth, text in lines)] if test else lines

    def line_groups(self, rule: Rule) -> str:
        """The groups of a line: its keys may be anything."""
        parts = self.parts(rule.keys, per_year=counts_by_year(rule))
        return f"groups({', '.join(parts)})" if self.has_columns(rule.keys) else f"({''.join(parts) or repr('')},)"

    def has_columns(self, keys: tuple[str, ...]) -> bool:
        """Whether any of the keys differs between claims."""
        return any(key in self.columns for key in keys)
