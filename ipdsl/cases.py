"""Cases: the facts of each settled by the evaluator, every expectation judged.

In: a policy's program, code and cases. Out: a result per case that says, for every expectation that did not come
true, what was found instead; as text, as JSON and as JUnit. A case is a closed world: its facts are all there are.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from xml.etree import ElementTree

import attrs

from ipdsl.diagnostics.model import Report
from ipdsl.diagnostics.phrase import Language, Phrase
from ipdsl.driver import CASES_SUFFIX, Compilation
from ipdsl.errors import NoCases, NoSuchCase
from ipdsl.judging import judge, names_no_claim
from ipdsl.library import PolicyError
from ipdsl.packaged import PAGE_SUFFIX
from ipdsl.runtime.code import GeneratedFunctions
from ipdsl.runtime.decision.brief import compact_lines
from ipdsl.runtime.decision.telling import Localizer, localizer_of
from ipdsl.runtime.evaluate import evaluate
from ipdsl.runtime.facts import Facts
from ipdsl.runtime.reading.errors import FactsError
from ipdsl.runtime.reading.published import facts_with_published
from ipdsl.runtime.reading.reader import read_facts
from ipdsl.runtime.terms import Program
from ipdsl.semantics import typed
from ipdsl.source import Sources, Span

_INNER = " " * 6


@attrs.frozen
class Miss:
    """An expectation that did not come true, and what was found; `claims` tell why, where it names no claim itself."""

    expected: str
    actual: str
    span: Span
    claims: tuple[str, ...] = ()


@attrs.frozen
class CaseResult:
    """One case: `misses` is empty where it passed; `facts_error` says why its facts could not be read."""

    title: str
    span: Span
    expectations: int
    misses: tuple[Miss, ...] = ()
    facts_error: str = ""

    @property
    def has_passed(self) -> bool:
        return not self.misses and not self.facts_error


def run_cases(
    program: Program, code: GeneratedFunctions, cases: Iterable[typed.Case], language: Language = Language.EN,
    sources: Sources | None = None,
) -> tuple[CaseResult, ...]:  # fmt: skip
    """The result of every case, in their order; in Chinese expectations are quoted as `sources` have them."""
    localize = localizer_of(program, language)
    return tuple(_run_case(program, code, case, localize, sources or Sources()) for case in cases)


def case_facts(case: typed.Case, program: Program) -> Facts:
    """The facts of a case: a closed world, up to the last year of which an expectation speaks."""
    facts = attrs.evolve(facts_with_published(read_facts(case.facts, program), program), closed=True)
    return facts.extend_to(last_year_expected(case))


def last_year_expected(case: typed.Case) -> int | None:
    """The last year of which an expectation speaks; the year to which money is carried has not come."""
    return max(
        (
            expectation.year
            for expectation in case.expect
            if expectation.year is not None and expectation.kind != "carried"
        ),
        default=None,
    )


def _run_case(
    program: Program, code: GeneratedFunctions, case: typed.Case, localize: Localizer, sources: Sources
) -> CaseResult:
    title = case.title_zh or case.title if localize.is_chinese else case.title
    try:
        facts = case_facts(case, program)
    except FactsError as error:
        return CaseResult(title, case.span, len(case.expect), facts_error=error.text(localize.language))
    decision = evaluate(program, code, facts)
    misses: list[Miss] = []
    for expected in case.expect:
        answer = judge(expected, decision, localize)
        if answer is not None:
            claims = (
                tuple(compact_lines(decision, _INNER, with_all=True, localize=localize))
                if names_no_claim(expected)
                else ()
            )
            written = (
                (sources.line(expected.span.file, expected.span.line) or "").strip() if localize.is_chinese else ""
            )
            misses.append(Miss(written or expected.text, answer, expected.span, claims))
    return CaseResult(title, case.span, len(case.expect), tuple(misses))


def case_at(where: str, line: int) -> typed.Case:
    """The case that begins at a line of a page or above it; `PolicyError` where there is none."""
    page = Compilation.from_file(where)
    tested = page.policy_and_cases
    if tested is None or page.source is None or page.has_errors:
        raise PolicyError(page.report, page.sources)
    above = [case for case in tested[1] if case.span.file == page.source.name and case.span.line <= line]
    if not above:
        raise PolicyError(Report([NoSuchCase(name=where, line=str(line))]), page.sources)
    return max(above, key=lambda case: case.span.line)


def run_page(path: str, page: Compilation, language: Language = Language.EN) -> PolicyResult | None:
    """The cases of a page; `None` where there are none or the page has errors, which its report then tells."""
    tested = page.policy_and_cases
    if tested is None or page.has_errors:
        return None
    policy, cases = tested
    if policy.program is None or policy.code is None:
        return None
    if not cases:
        name = Path(path).name
        cases_file = name if name.endswith(CASES_SUFFIX) else f"{name.removesuffix(PAGE_SUFFIX)}{CASES_SUFFIX}"
        page.report.add(NoCases(name=path, policy=policy.program.name, beside=cases_file))
        return None
    return PolicyResult(path, run_cases(policy.program, policy.code, cases, language, page.sources), language)


# ---------------------------------------------------------------------------------------------- results


@attrs.frozen
class PolicyResult:
    """The cases of one policy, under the name by which it was asked for."""

    name: str
    cases: tuple[CaseResult, ...]
    language: Language = Language.EN

    @property
    def failed_count(self) -> int:
        return sum(not case.has_passed for case in self.cases)


def to_text(results: Iterable[PolicyResult]) -> str:
    """The failed cases with what was found, and a line of counts for each policy."""
    results = tuple(results)
    lines: list[str] = []
    for result in results:
        for case in result.cases:
            if not case.has_passed:
                head = Phrase(
                    "FAILED {place}: {title}", "未通过 {place}：{title}", place=str(case.span), title=case.title
                )
                lines += [head.text(result.language), *_reasons(case, result.language)]
        count, failed = len(result.cases), result.failed_count
        case_count = Phrase("{n} case" if count == 1 else "{n} cases", "{n}个案例", n=count)
        more = Phrase(", {n} failed", "，{n}个未通过", n=failed) if failed else ""
        summary = Phrase("{page}: {cases}, {passed} passed{failed}", "{page}：{cases}，{passed}个通过{failed}",
                      page=result.name, cases=case_count, passed=count - failed, failed=more)  # fmt: skip
        lines.append(summary.text(result.language))
    broken = next((result for result in results if result.failed_count), None)
    if broken is not None:
        lines.append(_TRACE_HINT.text(broken.language))
    return "\n".join(lines)


_TRACE_HINT = Phrase("to follow a claim of a case: ipdsl trace POLICY PAGE:LINE CLAIM",
                    "逐步查看案例中的一项：`ipdsl trace 政策 页面:行号 条款或项目`")  # fmt: skip


def _reasons(case: CaseResult, language: Language) -> list[str]:
    lines = [f"  {line}" for line in case.facts_error.splitlines()]
    for miss in case.misses:
        line = Phrase("  line {n}: {text}", "  第{n}行：{text}", n=miss.span.line, text=miss.expected)
        actual = Phrase("    found: {text}", "    结果：{text}", text=miss.actual)
        lines += [line.text(language), actual.text(language), *miss.claims]
    return lines


def to_objects(results: Iterable[PolicyResult]) -> dict[str, object]:
    """The results as plain data for JSON."""
    return {
        "schema": 1,
        "policies": [
            {"policy": result.name, "failed": result.failed_count, "cases": [_object(case) for case in result.cases]}
            for result in results
        ],
    }


def _object(case: CaseResult) -> dict[str, object]:
    return {
        "title": case.title,
        "file": case.span.file,
        "line": case.span.line,
        "passed": case.has_passed,
        "expectations": case.expectations,
        "misses": [
            {"line": m.span.line, "expected": m.expected, "found": m.actual, "claims": [c.strip() for c in m.claims]}
            for m in case.misses
        ],
        "broken": case.facts_error,
    }


_UNREADABLE = Phrase("the facts of the case cannot be read", "无法读取案例的事实")


def to_junit(results: Iterable[PolicyResult]) -> str:
    """The results as JUnit XML, one suite a policy."""
    suites = ElementTree.Element("testsuites")
    for result in results:
        tests, failures = str(len(result.cases)), str(result.failed_count)
        suite = ElementTree.SubElement(suites, "testsuite", name=result.name, tests=tests, failures=failures)
        for case in result.cases:
            place = {"file": case.span.file, "line": str(case.span.line)}
            element = ElementTree.SubElement(suite, "testcase", place, name=case.title, classname=result.name)
            if not case.has_passed:
                message = case.misses[0].actual if case.misses else _UNREADABLE.text(result.language)
                failure = ElementTree.SubElement(element, "failure", message=_xml(message))
                failure.text = _xml("\n".join(_reasons(case, result.language)))
    ElementTree.indent(suites)
    return ElementTree.tostring(suites, encoding="unicode", xml_declaration=False)


def _xml(text: str) -> str:
    """The text without the control characters that XML forbids."""
    return "".join(c for c in text if c in "\t\n" or c >= " ")
