"""What a table of applicants comes to, as tables of Arrow. Sums are whole minor units, days are dates."""

from __future__ import annotations

from collections.abc import Mapping

import attrs
import pyarrow as pa

from ipdsl.diagnostics.phrase import Language
from ipdsl.runtime.decision.telling import localizer_of
from ipdsl.runtime.labels import Labels
from ipdsl.runtime.terms import Program
from ipdsl.tables.paid_as_granted import PaidAsGranted
from ipdsl.tables.unmet import UnmetLines

OTHER_YEARS = pa.list_(
    pa.struct([pa.field("year", pa.int32()), pa.field("newly_due", pa.int64()), pa.field("open", pa.int64())])
)
"""The years beside the one that is reported in which money is newly due, or may be: how much more is `open` (null: it
has no limit)."""

APPLICANTS = pa.schema(
    [
        pa.field("applicant", pa.large_string()),
        pa.field("due", pa.int64()),
        pa.field("most", pa.int64()),
        pa.field("status", pa.string(), nullable=False),
        pa.field("way", pa.string(), nullable=False),
        pa.field("other_years", OTHER_YEARS),
        pa.field("remarks", pa.int32()),
    ]
)
"""A row for each row of the table that was given, in its order.

`due` is what is due at the least, `most` at the most (null: nobody can say). `status` is `settled`, `undetermined` (the
two differ) or `failed` (see the error table; both are null). `way` is `columns`, or why the applicant was settled by
itself: `not stated`, `discretion_day`, `large`, `alike`, `lines`, `form`, `not carried`, `shared`. `other_years` is
null where no year was asked for. `remarks` is how many remarks a decision on the facts of the row has; null where it
failed.
"""

TOTALS = pa.schema(
    [pa.field("applicant", pa.large_string()), pa.field("year", pa.int32()), pa.field("due", pa.int64())]
)
"""What each year pays to each applicant, where it is more than 0; at the least, where something is undetermined."""

CLAIM_ROWS = pa.schema(
    [
        pa.field("applicant", pa.large_string()), pa.field("clause", pa.string()), pa.field("item", pa.large_string()),
        pa.field("row", pa.string()), pa.field("day", pa.date32()), pa.field("year", pa.int32()),
        pa.field("proposed", pa.int64()), pa.field("paid", pa.int64()), pa.field("outcome", pa.string()),
        pa.field("cut_by", pa.string()),
    ]
)  # fmt: skip
"""A row for each claim that was proposed at more than 0: under which award, for which item, on which day, at how much,
what is paid of it over all years, what became of it, and the last rule that cut it (null: none did).
"""

LATER_ROWS = pa.schema(
    [
        pa.field("applicant", pa.large_string()), pa.field("clause", pa.string()), pa.field("item", pa.large_string()),
        pa.field("year", pa.int32()), pa.field("paid_in", pa.int32()), pa.field("paid", pa.int64()),
    ]
)  # fmt: skip
"""What later years pay of claims that waited for them."""

_WORDS = [pa.field(name, pa.string()) for name in ("article", "article_title", "label")]
"""Of a clause: the number and the title of its article (null: it has none), and its label (null: it has none)."""


def _schema_with_words(schema: pa.Schema) -> pa.Schema:
    position = schema.get_field_index("clause") + 1
    return pa.schema([*list(schema)[:position], *_WORDS, *list(schema)[position:]])


CLAIMS, LATER = _schema_with_words(CLAIM_ROWS), _schema_with_words(LATER_ROWS)
"""The same with the words of the clause beside its name."""


def with_clause_words(table: pa.Table, program: Program, language: Language) -> pa.Table:
    """The table with the article, its title and the label of each clause, for people; the title in a language."""
    labels, titles = program.compute_once(Labels), {entry.number: entry.title for entry in program.articles}
    localize = localizer_of(program, language)
    words: dict[str, tuple[str | None, ...]] = {}
    for entry in program.clauses:
        title, label = localize.names.quotation(titles.get(entry.article, "")), labels.clause(entry.label)
        words[entry.label] = entry.article or None, title or None, label if label != entry.label else None
    names = table.column("clause").combine_chunks().dictionary_encode()
    word_rows = [words.get(name, (None,) * len(_WORDS)) for name in names.dictionary.to_pylist()]
    position = table.column_names.index("clause") + 1
    for place, field in enumerate(_WORDS):
        texts = pa.array([entry[place] for entry in word_rows], field.type).take(names.indices)
        table = table.add_column(position + place, field, texts)
    return table


MISSING = pa.schema([pa.field("applicant", pa.large_string()), pa.field("fact", pa.large_string())])
"""The facts that would settle what is undetermined, each by its path."""


@attrs.frozen(eq=False)
class TableResult:
    """What a table of applicants comes to. The tables are those of this module; `errors` is the error table.

    `claims` is `None` where nobody asked for them, and so is `ledger`: the lines that a later run remembers, in the
    form of the flat table `history` (`ipdsl.tables.ledger`). `engine` is what went over the columns, `llvm` or
    `cpython`; `ways` tells how many applicants were settled in which way. `notes` are remarks about a cohort as a
    whole. `not_stated` is what the policy reads and no column states, unknown for every applicant; `not_read` are the
    columns that it does not read. `unmet` are stated lines that meet no claim, `paid_as_granted` lines that do not say
    what was granted, though a rule counts it; of a whole table the `notes` tell of these too.
    """

    applicants: pa.Table
    totals: pa.Table
    claims: pa.Table | None
    later: pa.Table
    missing: pa.Table
    errors: pa.Table
    engine: str
    ways: Mapping[str, int]
    notes: tuple[str, ...] = ()
    ledger: pa.Table | None = None
    not_stated: tuple[str, ...] = ()
    not_read: tuple[str, ...] = ()
    unmet: UnmetLines = UnmetLines()
    paid_as_granted: tuple[PaidAsGranted, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether no row failed."""
        return bool(self.errors.num_rows == 0)
