"""`ipdsl test FILE…`: the cases of policies, in their own pages and in separate pages of cases."""

from __future__ import annotations

import click

from ipdsl.base.source import Sources
from ipdsl.cli import options
from ipdsl.cli.argument_types import FILE
from ipdsl.cli.command import Command
from ipdsl.cli.findings import exit_code, show_aside
from ipdsl.cli.language import call_language
from ipdsl.cli.output import FOUND_ERRORS, OK, say, say_json, worst
from ipdsl.driver import cases
from ipdsl.driver.compilation import Compilation


@click.command(
    "test", cls=Command, has_result=True, exit_codes={1: "A case failed, a policy has no cases, or a page has errors."}
)
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=FILE)
@options.style("junit")
def command(files: tuple[str, ...], style: str) -> int:
    """Run the test cases of policies: the cases of the page NAME.ipp, and of NAME.cases.ipp in the same folder.

    FILE can also be a page `cases for NAME`.
    """
    sources = Sources()
    pages = [Compilation.from_file(path, sources) for path in files]
    results = [
        result
        for path, page in zip(files, pages, strict=True)
        if (result := cases.run_page(path, page, call_language()))
    ]
    show_aside((finding for page in pages for finding in page.report), sources)
    match style:
        case "json":
            say_json(cases.to_objects(results))
        case "junit":
            say(cases.to_junit(results))
        case _:
            say(cases.to_text(results))
    failed = FOUND_ERRORS if any(result.failed_count for result in results) else OK
    return worst([failed, *(exit_code(page.report) for page in pages)])
