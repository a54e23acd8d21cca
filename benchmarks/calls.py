"""Count the function calls that compile a page of four lines and settle two contracts under it.

    python -m benchmarks.calls

The count includes the functions of ipdsl and those of the module generated from the page. A call *returns* if it comes
from another module and enters a module that was entered before. The page is compiled from its file, without the cache,
in a process that has compiled it before and therefore has read its vocabulary. A decision is made from a plain dict by
a policy that has already made decisions, so that all caches are filled.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import ipdsl
from benchmarks.path import FACTS, PAGE, WARM, Call, calls
from ipdsl.report.decision_page import render

(_CONTRACT,) = FACTS["records"]["technology_contract"]
TWO_CONTRACTS = FACTS | {
    "records": {"technology_contract": [_CONTRACT, _CONTRACT | {"contract": "B", "amount": "850.50"}]}
}
MOST_CALLED = 5


class Counted(NamedTuple):
    """A measured action, with its calls."""

    what: str
    calls: list[Call]

    @property
    def modules(self) -> int:
        return len({call.module for call in self.calls})

    @property
    def returns(self) -> int:
        return sum(call.returns for call in self.calls)

    @property
    def row(self) -> str:
        """A row in Markdown: the calls, the modules, the returns, and the modules with most calls."""
        most = Counter(call.module.removeprefix("ipdsl.") for call in self.calls).most_common(MOST_CALLED)
        told = ", ".join(f"`{module}` {number:,}" for module, number in most)
        return f"| {self.what} | {len(self.calls):,} | {self.modules} | {self.returns:,} | {told} |"


def compiling() -> Counted:
    """The calls that compile the page."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.ipp"
        page.write_text(PAGE, encoding="utf-8")
        return _counted("compile the page", lambda: ipdsl.load(page, cache=False), again=1)


def deciding() -> list[Counted]:
    """The calls that compute a total, a decision as JSON, and a decision with its page."""
    policy = ipdsl.load_text(PAGE)
    asked: dict[str, Callable[[], object]] = {
        "`total`": lambda: policy.total(TWO_CONTRACTS),
        "a decision as JSON": lambda: ipdsl.to_json(policy.evaluate(TWO_CONTRACTS)),
        "a decision with its page": lambda: render(policy.evaluate(TWO_CONTRACTS)),
    }
    return [_counted(what, read, again=WARM) for what, read in asked.items()]


def _counted(what: str, read: Callable[[], object], *, again: int) -> Counted:
    for _ in range(again):
        read()
    return Counted(what, calls(read))


def main() -> None:
    """Print a table in Markdown."""
    print("| | calls | modules | returns | most |\n|---|--:|--:|--:|---|")
    for counted in (compiling(), *deciding()):
        print(counted.row)


if __name__ == "__main__":
    main()
