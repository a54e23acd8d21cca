"""`ipdsl schema POLICY`: the JSON Schema of the facts that a policy reads, or of a decision.

`ipdsl types POLICY -o facts.py|facts.ts`: the types of a policy's facts and decisions.

`ipdsl readings POLICY`: the readings of ambiguous sentences of the official text.
"""

from __future__ import annotations

import click

from ipdsl.base.errors import ReportedError
from ipdsl.base.findings.phrase import Language
from ipdsl.cli import options
from ipdsl.cli.command import Command
from ipdsl.cli.console import OK, OUTPUT, POLICY, call_language, requested_language, say, say_json, usage_error
from ipdsl.cli.files import refuse_module_name, refuse_output, write_file
from ipdsl.cli.findings import show_aside, stop_at
from ipdsl.decision.model import Reading, readings_of
from ipdsl.driver import cached_policy
from ipdsl.facts.json_schema import facts_schema
from ipdsl.ir.terms import Program
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
    say_json(facts_schema(_program_of(policy, "schema"), openapi=openapi, language=lang))
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
    from ipdsl.driver import typed_facts

    write = typed_facts.python if suffix == "py" else typed_facts.typescript
    stop_at(write_file(out, write(_program_of(policy, "types"), requested_language() or Language.EN).encode()))
    return OK


@click.command("readings", cls=Command, has_result=True)
@click.argument("policy", metavar="POLICY", type=POLICY)
@options.style()
def readings_command(policy: str, style: str) -> int:
    """List the interpretations of ambiguous sentences in a policy, by article."""
    program = _program_of(policy, "readings")
    readings = readings_of(program)
    if style == "json":
        say_json([{"article": reading.article, "clause": reading.label, "text": reading.text} for reading in readings])
    else:
        localize = localizer_of(program, call_language())
        say(
            "\n".join(_reading_text(reading, localize) for reading in readings)
            or localize("no readings", "页面没有写`理解`")
        )
    return 0


def _program_of(policy: str, verb: str) -> Program:
    """The program of a policy. Raises `ReportedError` if its page has none."""
    page = cached_policy.policy(policy, verb)
    if page.program is None:
        raise ReportedError(page.report, page.sources)
    show_aside(page.report, page.sources)
    return page.program


def _reading_text(context: Reading, localize: Localizer) -> str:
    """A reading with its subject: the clause, the article, or the policy as a whole."""
    subject = localize.article(context.article) if context.article else localize("policy", "全文")
    if context.label:
        subject = localize(
            "{where}, {award}", "{where}，{award}", where=subject, award=localize.names.award(context.label)
        )
    return localize("{where}: {text}", "{where}：{text}", where=subject, text=localize.names.quotation(context.text))
