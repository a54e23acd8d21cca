"""`ipdsl schema POLICY`: the JSON Schema of the facts that a policy reads, or of a decision."""

from __future__ import annotations

import click

from ipdsl.base.findings.phrase import Language
from ipdsl.cli.command import Command
from ipdsl.cli.console import POLICY, requested_language, say_json, usage_error
from ipdsl.cli.findings import fail, show_aside
from ipdsl.driver import cached_policy
from ipdsl.facts.json_schema import facts_schema
from ipdsl.report.decision_json import decision_schema


@click.command("schema", cls=Command, has_result=True)
@click.argument("policy", metavar="POLICY", type=POLICY, required=False)
@click.option("--decision", is_flag=True, help="Print the schema of a decision. It is the same for every policy.")
@click.option("--openapi", is_flag=True, help="Print the content of components/schemas for an OpenAPI document.")
def command(policy: str | None, decision: bool, openapi: bool) -> int:
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
