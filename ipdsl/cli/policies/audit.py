"""`ipdsl audit POLICY --against TEXT`: the differences between a policy and its official text."""

from __future__ import annotations

import click

from ipdsl.audit.comparison import PolicyFigures, audit, policy_figures, render, to_json
from ipdsl.audit.errors import NoArticlesInPolicy, NoArticlesInText, UnrelatedText
from ipdsl.audit.official_text import OfficialText, read_articles
from ipdsl.base.files import shown_name
from ipdsl.base.findings.finding import Diagnostic
from ipdsl.base.findings.phrase import Phrase
from ipdsl.cli import options
from ipdsl.cli.command import Command
from ipdsl.cli.console import FILE, FOUND_ERRORS, OK, POLICY, call_language, say, say_json
from ipdsl.cli.findings import fail, show_warnings
from ipdsl.cli.inputs import refuse_two_streams
from ipdsl.cli.official_texts import places_of, read_official
from ipdsl.driver.compilation import Compilation


@click.command(
    "audit", cls=Command, has_result=True,
    exit_codes={0: "No differences.", 1: "Differences, or errors in the policy."},
)  # fmt: skip
@click.argument("policy", metavar="POLICY", type=POLICY)
@click.option(
    "--against", required=True, metavar="TEXT", type=FILE, help="The official text: UTF-8 or GBK text, Word or PDF."
)
@options.style()
def command(policy: str, against: str, style: str) -> int:
    """List the differences between a policy and its official text: articles and figures that only one of them has.

    Name a figure that is not an amount in a `source` line. Quote a figure that the text writes differently in a
    `reading`.
    """
    refuse_two_streams(policy, against, what=Phrase("policy and text", "政策和文本"))
    page = Compilation.from_file(policy)
    if page.page is None or not page.needs_policy("audit"):
        return fail(page.report, page.sources, style=style)
    name = page.page.span.file
    encoded = policy_figures(page.page)
    if encoded is None or not encoded.articles:
        return fail([NoArticlesInPolicy(name=name)], style=style)
    shown = shown_name(against)
    document = read_official(against)
    if isinstance(document, Diagnostic):
        return fail([document], style=style)
    text = _articles(document.text, shown, encoded)
    if isinstance(text, Diagnostic):
        return fail([text], style=style)
    places = places_of(document)
    show_warnings(document.notes)
    result = audit(text, encoded)
    if style == "json":
        say_json(to_json(result, encoded.name, shown, places, call_language()))
    else:
        say(render(result, encoded.name, shown, places, call_language()))
    return OK if result.is_clean else FOUND_ERRORS


def _articles(text: str, shown: str, policy: PolicyFigures) -> OfficialText | Diagnostic:
    wanted = [article.number for article in policy.articles]
    official = read_articles(text, wanted)
    numbers = [article.number for article in official.articles]
    if not numbers:
        return NoArticlesInText(name=shown)
    if not set(numbers) & set(wanted):
        return UnrelatedText(
            policy=policy.name, name=shown, found=_article_range(numbers), wanted=_article_range(wanted)
        )
    return official


def _article_range(numbers: list[str]) -> Phrase:
    """The first and the last of some article numbers."""
    return (
        Phrase("articles {first} to {last}", "第{first}条至第{last}条", first=numbers[0], last=numbers[-1])
        if len(numbers) > 1
        else Phrase("article {number}", "第{number}条", number=numbers[0])
    )
