"""A batch: tables of applicants in files, settled chunk by chunk, and each chunk kept before the next is read.

In: a policy that settles tables, tables in Parquet, and where the results go. Out: what all came to. Who stops it with
an exception finds the chunks that were done kept, and the present one dropped.
"""

from __future__ import annotations

import datetime
import gc
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

import attrs
import pyarrow.compute as pc

from ipdsl.base.findings.phrase import Language
from ipdsl.base.version import __version__
from ipdsl.batch.evaluate import TablePolicy, engine_for
from ipdsl.batch.files.parquet import FlatFiles, NestedFiles
from ipdsl.batch.files.parts import ChunkLine, Results, RunDescription, total_counts
from ipdsl.batch.files.workbook_facts import WorkbookFacts
from ipdsl.batch.intake.intake import IngestedTable
from ipdsl.batch.intake.problems import counts_by_code
from ipdsl.batch.result import TableResult
from ipdsl.batch.unmet_lines import PaidAsGranted, merge, remarks
from ipdsl.facts.published_series import PublishedSeries

SCHEMA = 1
CHUNK = 65_536
"""So many applicants are read, settled and written at a time."""

SETTLED, UNDETERMINED, FAILED = "settled", "undetermined", "failed"


@attrs.frozen
class Options:
    """How a batch is settled. `series` is the digest of the file of published values; empty: there is none. `cohort`:
    all applicants together. `no_others`: there are no records of kinds without a table. So many `threads` go over a
    chunk, which changes nothing of what is found.
    """

    as_of: datetime.date | None = None
    year: int | None = None
    claims: bool = False
    none: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    series: str = ""
    engine: str = ""
    chunk: int = CHUNK
    language: Language = Language.EN
    cohort: bool = False
    ledger: bool = False
    threads: int = 1
    no_others: bool = False


@attrs.frozen
class Batch:
    """Tables to be settled under a policy."""

    policy: TablePolicy
    tables: NestedFiles | FlatFiles | WorkbookFacts
    options: Options
    published: Collection[PublishedSeries] = ()

    def describe(self, name: str) -> RunDescription:
        """Which batch it is, as `run.json` has it; `name` is what the caller calls the input."""
        program, options = self.policy.program, self.options
        return {
            "schema": SCHEMA,
            "policy": {"name": program.name, "content_hash": program.content_hash},
            "ipdsl": __version__,
            "input": {
                "name": name, "form": self.tables.form_of_input, "applicants": self.tables.rows,
                "files": [
                    {"name": mark.name, "size": mark.size, "changed": mark.changed, "footer": mark.footer}
                    for mark in self.tables.fingerprints
                ],
            },
            "options": {
                "as_of": None if options.as_of is None else options.as_of.isoformat(), "year": options.year,
                "claims": options.claims, "none": sorted(options.none), "ignore": sorted(options.ignore),
                "series": options.series, "engine": options.engine, "chunk": options.chunk,
                "lang": options.language.value, "cohort": options.cohort, "ledger": options.ledger,
                "no_others": options.no_others,
            },
            "not_stated": [*self.tables.form.not_stated],
            "not_read": [*self.tables.form.not_read],
        }  # fmt: skip

    def settle(self, results: Results, on_settled: Callable[[int], None]) -> None:
        """Settles the chunks that are not done; `on_settled` is told of so many applicants more.

        A cohort is read twice: first for those whom rules across applicants may tie together, however far an earlier
        run was, then chunk by chunk for what each came to.
        """
        options, engine = self.options, self.options.engine or engine_for(self.tables.rows)
        number = len(results.done)
        problems_reported = Counter(total_counts(results.done, "errors"))
        on_settled(sum(line["applicants"] for line in results.done))
        if number >= self.chunks:
            return
        together = self.policy.joint_settlement(
            lambda: self._read_through(on_settled), as_of=options.as_of, year=options.year, published=self.published,
            engine=engine, language=options.language, threads=options.threads,
        ) if options.cohort else None  # fmt: skip
        for chunk, intake in enumerate(self.tables.intakes(options.chunk, number), number):
            result = self.policy.settle_intake(
                intake, as_of=options.as_of, year=options.year, claims=options.claims, published=self.published,
                engine=engine, language=options.language, first=chunk * options.chunk,
                problems_reported=problems_reported,
                joint=together, ledger=options.ledger, threads=options.threads,
            )  # fmt: skip
            self.tables.check()
            line = _line(chunk, result)
            results.write(result, line)
            problems_reported.update(line["errors"])
            on_settled(line["applicants"])
            del result, intake
            gc.collect()  # columns refer to each other in circles, and the command line seldom collects these

    def _read_through(self, on_settled: Callable[[int], None]) -> Iterator[IngestedTable]:
        """All chunks, before any is kept; whoever waits for the end of the run is asked between them."""
        for intake in self.tables.intakes(self.options.chunk):
            yield intake
            self.tables.check()
            on_settled(0)
            del intake
            gc.collect()

    @property
    def chunks(self) -> int:
        """How many there are; a table without applicants is one, so that its results are tables too."""
        return max(1, -(-self.tables.rows // self.options.chunk))

    def summary(self, results: Results) -> RunDescription:
        """How far it is, as `run.json` has it."""
        done = results.done
        most = [line["most"] for line in done]
        return {
            "finished": len(done) == self.chunks,
            "chunks": {"done": len(done), "all": self.chunks},
            "applicants": sum(line["applicants"] for line in done),
            **{name: total_counts(done, name) for name in ("status", "ways", "errors")},
            "due": sum(line["due"] for line in done),
            "most": None if None in most else sum(most),
            "other_years": _all_years([line["other_years"] for line in done]),
            "notes": [*dict.fromkeys(note for line in done for note in line["notes"]), *self._granted_remarks(done)],
            "unmet": [unmet_line for line in done for unmet_line in line["unmet"]],
            "not_examined": sum(line["not_examined"] for line in done),
        }  # fmt: skip

    def _granted_remarks(self, done: Sequence[ChunkLine]) -> Iterator[str]:
        """The remarks on lines that do not say what was granted, of all chunks together."""
        parts = (PaidAsGranted(**part) for line in done for part in line["paid_as_granted"])
        return remarks(merge(parts), self.policy.program, self.options.language)


def _line(chunk: int, result: TableResult) -> ChunkLine:
    """What is told of a chunk. `ways` are those of applicants who did not fail, `notes` of cohort and rows."""
    applicants = result.applicants
    status = applicants.column("status")
    settled = applicants.filter(pc.not_equal(status, FAILED))
    is_open = settled.column("most").null_count > 0
    return {
        "chunk": chunk,
        "applicants": applicants.num_rows,
        "status": dict(sorted(Counter(status.to_pylist()).items())),
        "ways": dict(sorted(Counter(settled.column("way").to_pylist()).items())),
        "errors": counts_by_code(result.errors),
        "due": sum(settled.column("due").to_pylist()),
        "most": None if is_open else sum(settled.column("most").to_pylist()),
        "other_years": _other_years(settled.column("other_years").to_pylist()),
        "notes": [*result.notes],
        "paid_as_granted": [
            {"clause": entry.clause, "lines": entry.lines, "applicants": entry.applicants}
            for entry in result.paid_as_granted
        ],
        "unmet": [{"applicant": entry.applicant, "line": entry.line, "why": entry.why} for entry in result.unmet.lines],
        "not_examined": result.unmet.not_examined,
    }


def _other_years(lists: Iterable[list[dict[str, int | None]] | None]) -> ChunkLine:
    """How many applicants are due something in years beside the reported one, or may be, and how much."""
    year_lists = [years for years in lists if years]
    return _all_years(
        [{"applicants": len(year_lists), "newly_due": 0, "open": 0}]
        + [
            {"applicants": 0, "newly_due": entry["newly_due"], "open": entry["open"]}
            for years in year_lists
            for entry in years
        ]
    )


def _all_years(parts: Sequence[ChunkLine]) -> ChunkLine:
    """The same of all parts; nothing open of which there is no limit is a sum."""
    open_ = [part["open"] for part in parts]
    return {
        **{name: sum(part[name] for part in parts) for name in ("applicants", "newly_due")},
        "open": None if None in open_ else sum(open_),
    }
