"""`ipdsl test FILE…`: the cases of policies, in their own pages and in separate pages of cases."""

from __future__ import annotations

import click

from ipdsl.base.pages import CASES_SUFFIX, PAGE_SUFFIX
from ipdsl.base.source import Sources
from ipdsl.cli import options
from ipdsl.cli.command import Command
from ipdsl.cli.console import FILE, FOUND_ERRORS, OK, call_language, say, say_json, worst
from ipdsl.cli.files import pages_of
from ipdsl.cli.findings import exit_code, show_aside
from ipdsl.driver import cases
from ipdsl.driver.compilation import Compilation


@click.command(
    "test", cls=Command, has_result=True, exit_codes={1: "A case failed, a policy has no cases, or a page has errors."}
)
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=FILE)
@options.style("junit")
def test_command(files: tuple[str, ...], style: str) -> int:
    """Run the test cases of policies: the cases of the page NAME.ipp, and of NAME.cases.ipp in the same folder.

    FILE can also be a page `cases for NAME`, or a folder: all policies in it.
    """
    sources = Sources()
    paths = pages_of(files)
    pages = {path: Compilation.from_file(path, sources) for path in paths}
    pages = {path: page for path, page in pages.items() if path in files or not _is_part_of_others(path, page, paths)}
    results = [result for path, page in pages.items() if (result := cases.run_page(path, page, call_language()))]
    show_aside((finding for page in pages.values() for finding in page.report), sources)
    match style:
        case "json":
            say_json(cases.to_objects(results))
        case "junit":
            say(cases.to_junit(results))
        case _:
            say(cases.to_text(results))
    failed = FOUND_ERRORS if any(result.failed_count for result in results) else OK
    return worst([failed, *(exit_code(page.report) for page in pages.values())])


def _is_part_of_others(path: str, page: Compilation, paths: list[str]) -> bool:
    """Whether a page in a folder belongs to others: a vocabulary, or the cases of a policy that is tested too."""
    policy = path.removesuffix(CASES_SUFFIX) + PAGE_SUFFIX
    return page.vocabulary is not None or (path.endswith(CASES_SUFFIX) and policy in paths)
