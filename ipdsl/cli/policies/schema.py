"""`ipdsl schema POLICY`: the JSON Schema of the facts that a policy reads, or of a decision.

`ipdsl types POLICY -o facts.py|facts.ts`: the types of a policy's facts and decisions.

`ipdsl readings POLICY`: the readings of ambiguous sentences of the official text.
"""

from __future__ import annotations

import click

from ipdsl.base.findings.phrase import Language
from ipdsl.cli import options
from ipdsl.cli.command import Command
from ipdsl.cli.console import OK, OUTPUT, POLICY, call_language, requested_language, say, say_json, usage_error
from ipdsl.cli.findings import fail, show_aside
from ipdsl.cli.inputs import refuse_module_name, refuse_output
from ipdsl.decision.model import Reading, readings_of
from ipdsl.driver import cached_policy
from ipdsl.facts.json_schema import facts_schema
from ipdsl.report.decision_json import decision_schema
from ipdsl.report.localizer import Localizer, localizer_of


@click.command("schema", cls=Command, has_result=True)
@click.argument("policy", metavar="POLICY", type=POLICY, required=False)
@click.option("--decision", is_flag=True, help="Print the schema of a decision. It is the same for every policy.")
@click.option("--openapi", is_flag=True, help="Print the content of components/schemas for an OpenAPI document.")
def schema_command(policy: str | None, decision: bool, openapi: bool) -> int:
    """Print the JSON Schema of the facts of a policy, with labels, or of a decision.

    With --lang zh, the keys of the facts are the Chinese labels of the vocabulary. The locale does not change the keys.
    """
    lang = requested_language() or Language.EN
    if decision:
        if lang is not Language.EN:
            raise usage_error("a decision has no labels: remove `--lang`", "结算结果保留名称：请不写`--lang`")
        say_json(decision_schema(openapi=openapi))
        return 0
    if policy is None:
        raise usage_error("name a policy, or add `--decision`", "请给出政策，或者用`--decision`")
    page = cached_policy.policy(policy, "schema")
    if page.program is None:
        return fail(page.report, page.sources)
    show_aside(page.report, page.sources)
    say_json(facts_schema(page.program, openapi=openapi, language=lang))
    return 0


@click.command("types", cls=Command)
@click.argument("policy", metavar="POLICY", type=POLICY)
@click.option(
    "-o", "--out", "out", metavar="FILE", type=OUTPUT, required=True, help="A Python module (.py), or TypeScript (.ts)."
)
def types_command(policy: str, out: str) -> int:
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


@click.command("readings", cls=Command, has_result=True)
@click.argument("policy", metavar="POLICY", type=POLICY)
@options.style()
def readings_command(policy: str, style: str) -> int:
    """List the interpretations of ambiguous sentences in a policy, by article."""
    page = cached_policy.policy(policy, "readings")
    if page.program is None:
        return fail(page.report, page.sources, style=style)
    show_aside(page.report, page.sources)
    readings = readings_of(page.program)
    if style == "json":
        say_json([{"article": reading.article, "clause": reading.label, "text": reading.text} for reading in readings])
    else:
        localize = localizer_of(page.program, call_language())
        say(
            "\n".join(_reading_text(reading, localize) for reading in readings)
            or localize("no readings", "页面没有写`理解`")
        )
    return 0


def _reading_text(context: Reading, localize: Localizer) -> str:
    """A reading with its subject: the clause, the article, or the policy as a whole."""
    subject = localize.article(context.article) if context.article else localize("policy", "全文")
    if context.label:
        subject = localize(
            "{where}, {award}", "{where}，{award}", where=subject, award=localize.names.award(context.label)
        )
    return localize("{where}: {text}", "{where}：{text}", where=subject, text=localize.names.quotation(context.text))
