"""`ipdsl types POLICY -o facts.py|facts.ts`: the types of a policy's facts and decisions."""

from __future__ import annotations

import click

from ipdsl.base.findings.phrase import Language
from ipdsl.cli.command import Command
from ipdsl.cli.console import OK, OUTPUT, POLICY, requested_language, usage_error
from ipdsl.cli.findings import fail, show_aside
from ipdsl.cli.inputs import refuse_module_name, refuse_output
from ipdsl.driver import cached_policy


@click.command("types", cls=Command)
@click.argument("policy", metavar="POLICY", type=POLICY)
@click.option(
    "-o", "--out", "out", metavar="FILE", type=OUTPUT, required=True, help="A Python module (.py), or TypeScript (.ts)."
)
def command(policy: str, out: str) -> int:
    """Write the types of a policy's facts and of a decision: TypedDicts for Python, interfaces for TypeScript.

    With --lang zh, the keys of the facts are the Chinese labels of the vocabulary. The locale does not change the keys.
    """
    refuse_output("--out", out, policy)
    suffix = out.lower().rpartition(".")[2]
    if suffix not in ("py", "ts"):
        raise usage_error("name a module: `facts.py` or `facts.ts`", "请给出模块的名称：`facts.py`或`facts.ts`")
    if suffix == "py":
        refuse_module_name(out)
    from ipdsl.cli.writing import write_file
    from ipdsl.driver import typed_facts

    page = cached_policy.policy(policy, "types")
    if page.program is None:
        return fail(page.report, page.sources)
    show_aside(page.report, page.sources)
    write = typed_facts.python if suffix == "py" else typed_facts.typescript
    problem = write_file(out, write(page.program, requested_language() or Language.EN).encode())
    return OK if problem is None else fail([problem])
