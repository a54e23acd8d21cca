"""`ipdsl schema POLICY`: the JSON Schema of the facts that a policy reads, of a decision, or of a list.

`ipdsl types POLICY -o facts.py|facts.ts`: the types of a policy's facts and decisions.

`ipdsl readings POLICY`: the readings of ambiguous sentences of the official text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ipdsl.base.errors import ReportedError
from ipdsl.base.findings.phrase import Language
from ipdsl.cli import options
from ipdsl.cli.command import Command
from ipdsl.cli.console import OK, OUTPUT, POLICY, call_language, requested_language, say, say_json, usage_error
from ipdsl.cli.files import refuse_module_name, refuse_output, write_file
from ipdsl.cli.findings import show_aside, stop_at
from ipdsl.driver import cached_policy
from ipdsl.facts.json_schema import facts_schema
from ipdsl.ir.terms import Program
from ipdsl.office.lists.list_names import LISTS
from ipdsl.report.decision_json import decision_schema
from ipdsl.report.localizer import Localizer, localizer_of
from ipdsl.wording.labels import written_day

if TYPE_CHECKING:
    from ipdsl.syntax import ast


@click.command("schema", cls=Command, has_result=True)
@click.argument("policy", metavar="POLICY", type=POLICY, required=False)
@click.option("--decision", is_flag=True, help="Print the schema of a decision. It is the same for every policy.")
@click.option("--openapi", is_flag=True, help="Print the content of components/schemas for an OpenAPI document.")
@click.option(
    "--list", "list_name", type=click.Choice(LISTS), metavar="LIST", help="Print the schema of a list of `ipdsl list`."
)
def schema_command(policy: str | None, decision: bool, openapi: bool, list_name: str | None) -> int:
    """Print the JSON Schema of the facts of a policy, with labels, of a decision, or of a list.

    With --lang zh, the keys of the facts are the Chinese labels of the vocabulary. The locale does not change the keys.
    """
    lang = requested_language() or Language.EN
    if list_name is not None:
        from ipdsl.office.lists.list_files import list_schema  # most calls are about facts

        say_json(list_schema(list_name))
        return 0
    if decision:
        if lang is not Language.EN:
            raise usage_error("a decision has no labels: remove `--lang`", "结算结果保留名称：请不写`--lang`")
        say_json(decision_schema(openapi=openapi))
        return 0
    if policy is None:
        raise usage_error("name a policy, or add `--decision`", "请给出政策，或者用`--decision`")
    say_json(facts_schema(_program_of(cached_policy.policy(policy, "schema")), openapi=openapi, language=lang))
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
    stop_at(
        write_file(
            out, write(_program_of(cached_policy.policy(policy, "types")), requested_language() or Language.EN).encode()
        )
    )
    return OK


@click.command("readings", cls=Command, has_result=True)
@click.argument("policy", metavar="POLICY", type=POLICY)
@options.style()
def readings_command(policy: str, style: str) -> int:
    """List the interpretations of ambiguous sentences in a policy, by article."""
    from ipdsl.syntax.printing import readings_under

    page = cached_policy.policy(policy, "readings")
    program = _program_of(page)
    assert page.page is not None
    labels = {clause.span.line: clause.label for clause in program.clauses}
    readings = [
        (article, labels.get(award, ""), line)
        for article, award, line in readings_under(filter(None, (page.page.header, *page.page.items)))
    ]
    if style == "json":
        say_json([_reading_json(*reading) for reading in readings])
    else:
        localize = localizer_of(program, call_language())
        lines = dict.fromkeys(_reading_text(*reading, localize) for reading in readings)
        say("\n".join(lines) or localize("no readings", "页面没有写`理解`"))
    return 0


def _program_of(page: cached_policy.CompiledPolicy) -> Program:
    """The program of a page, whose findings are shown. Raises `ReportedError` for a page without a program."""
    if page.program is None:
        raise ReportedError(page.report, page.sources)
    show_aside(page.report, page.sources)
    return page.program


def _reading_json(article: str, label: str, line: ast.ReadingLine) -> dict[str, str | None]:
    by, day = (line.attribution.by, str(line.attribution.day)) if line.attribution is not None else (None, None)
    return {"article": article, "clause": label, "text": line.text, "by": by, "on": day}


def _reading_text(article: str, label: str, line: ast.ReadingLine, localize: Localizer) -> str:
    """A reading with its subject, which is the clause, the article or the policy, and with its author."""
    names, attribution = localize.names, line.attribution
    where = localize.article(article) if article else localize("policy", "全文")
    if label:
        where = localize("{where}, {award}", "{where}，{award}", where=where, award=names.award(label))
    text = localize("{where}: {text}", "{where}：{text}", where=where, text=names.quotation(line.text))
    if attribution is None:
        return text
    by, day = names.quotation(attribution.by), localize.phrase(written_day(attribution.day))
    return text + localize(" (by {by} on {day})", "（由{by}于{day}决定）", by=by, day=day)
