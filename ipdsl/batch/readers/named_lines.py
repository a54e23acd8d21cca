"""Lines that name a listed record by its item: support, approvals, older documents and the history of a chunk.

Input: the lines and records of a chunk. Output: the applicants with a line that names, or may name, what no record
has. Only items are compared of which it is plain that the reader of facts reads them as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ipdsl.batch.intake.arrow_arrays import codes_of, flags, list_lengths, text_buffers, words_of
from ipdsl.batch.intake.form import LinesColumn, ValueColumn
from ipdsl.batch.kernel.settle import Array
from ipdsl.batch.readers.chunks import ChunkReader, RecordColumns
from ipdsl.batch.readers.loops import ReaderLoops
from ipdsl.batch.readers.sets import NONE_FINGERPRINTS
from ipdsl.engine.matters import BETWEEN
from ipdsl.facts.labels import clause_labels, record_labels
from ipdsl.ir.terms import MATTER, Program, TriggerKind
from ipdsl.schema.vocabulary import RecordKind

_TEXT = pa.large_string()
_OF_OTHERS = ("support", "approvals", "older_documents")
MAY_NAME_NOTHING, NAMES_NOTHING = 1, 2
_IS_OPEN = -1


class _Lines(NamedTuple):
    """The lines of one group: whose each is, where those of each applicant begin, the root of the records of which each
    speaks (-1: not known), whether its item is read as it is, and its item.
    """

    owner: Array
    begin: Array
    root: Array
    is_bare: Array
    item: tuple[Array, Array]


def unnamed_by_applicant(
    chunk: ChunkReader, own_unlisted: Array, records_of: Callable[[str], RecordColumns], loops: ReaderLoops
) -> Array:  # fmt: skip
    """Whether a line of each applicant names what no record has: `NAMES_NOTHING`, `MAY_NAME_NOTHING`, or 0: none does.

    Lines of the history count only beside one of support, of an approval or of an older document, and those of the
    applicants in `own_unlisted`, whose lines of the policy itself may name nothing.
    """
    forms = [form for form in chunk.form.lines if form.name in ("history", *_OF_OTHERS)]
    counts = {form.name: list_lengths(chunk.cells(form.path)) for form in forms}
    is_asked, result = np.zeros(chunk.number, bool), np.zeros(chunk.number, np.int64)
    is_asked[own_unlisted] = True
    for name in _OF_OTHERS:
        is_asked |= counts.get(name, result) > 0
    result[own_unlisted] = MAY_NAME_NOTHING
    for form in forms if is_asked.any() else ():
        if counts[form.name].any():
            lines = _lines_of(chunk, form, counts[form.name])
            state = _states(chunk, lines, records_of, loops)
            np.maximum.at(result, lines.owner, state)
    return np.where(is_asked, result, 0)


def _lines_of(chunk: ChunkReader, form: LinesColumn, counts: Array) -> _Lines:
    inner, columns = chunk.cells(form.path).flatten(), {column.name: column for column in form.columns}
    items = words_of(inner, columns["item"]) if "item" in columns else pa.nulls(len(inner), _TEXT).dictionary_encode()
    root = _roots_of_lines(chunk, inner, columns)
    kinds = [chunk.schema.record_by_name[name] for name in chunk.roots]
    is_named_only, is_bare_alone, may_name = (
        np.array([*(test(chunk.program, kind) for kind in kinds), False, True])[root]
        for test in (_holds_names, partial(_holds_names, many=1), _is_read_as_stated)
    )
    is_bare = is_named_only | is_bare_alone & ~_of_words(items, pc.match_substring(items.dictionary, BETWEEN))
    for number, kind in enumerate(kinds):
        if len(kind.key) == 1 and kind.field_by_name[kind.key[0]].type.is_member:
            names = pa.array(chunk.schema.choice_by_name[kind.field_by_name[kind.key[0]].type.choice_name].names, _TEXT)
            is_bare |= (root == number) & _of_words(items, pc.is_in(items.dictionary, names))
    root = np.where(may_name, root, len(kinds))
    begin = np.concatenate([[0], np.cumsum(counts)])
    owner = np.repeat(np.arange(chunk.number), counts)
    return _Lines(owner, begin, root, is_bare, text_buffers(items.dictionary_decode()))


def _of_words(texts: pa.DictionaryArray, holds: pa.Array) -> Array:
    """For each text whether it holds of its word; it does not of null."""
    return np.append(flags(holds), False)[codes_of(texts)]


def _states(
    chunk: ChunkReader, lines: _Lines, records_of: Callable[[str], RecordColumns], loops: ReaderLoops
) -> Array:  # fmt: skip
    """What each line names."""
    plain, is_named = (np.zeros(len(lines.owner), np.uint8) for _ in range(2))
    loops.mark_usual_names(*lines.item, NONE_FINGERPRINTS, plain)
    for number, root in enumerate(chunk.roots):
        records = records_of(root)
        key = chunk.schema.record_by_name[root].key
        if len(records) and key:
            may_name = (plain & (lines.is_bare | (lines.root == number))).astype(np.uint8)
            loops.mark_named_lines(
                lines.begin, may_name, *lines.item, records.begin, *text_buffers(records.texts(key)[0]), is_named
            )
    return np.where(is_named > 0, 0, np.where((plain > 0) & lines.is_bare, NAMES_NOTHING, MAY_NAME_NOTHING))


def _roots_of_lines(chunk: ChunkReader, inner: pa.StructArray, columns: Mapping[str, ValueColumn]) -> Array:
    """The root of the records of which each line speaks, by place; -1: of nothing known. After the last root: its kind
    and its clause do not agree, or its clause makes claims of sets.
    """
    nothing, unclear = np.full(len(inner), _IS_OPEN, np.int64), len(chunk.roots)
    found = nothing
    for name, root_of in (("kind", _roots_by_kind(chunk.program)), ("clause", _roots_by_clause(chunk.program))):
        if name in columns:
            words = words_of(inner, columns[name])
            places = [
                _IS_OPEN if word not in root_of else unclear if not root_of[word] else chunk.roots.index(root_of[word])
                for word in words.dictionary.to_pylist()
            ]
            other = np.array([*places, _IS_OPEN], np.int64)[codes_of(words)]
            found = np.where(found == _IS_OPEN, other, np.where((other == _IS_OPEN) | (other == found), found, unclear))
    return found


def _roots_by_kind(program: Program) -> dict[str, str]:
    records = program.schema.record_by_name
    words = {word: names[0] for word, names in program.compute_once(record_labels).items() if len(names) == 1}
    return {word: records[name].root for word, name in {**words, **{name: name for name in records}}.items()}


def _roots_by_clause(program: Program) -> dict[str, str]:
    """The root of the records of each clause; "" where its items are sets or years."""
    kinds = {
        clause.label: program.schema.record_by_name[clause.trigger.record].root
        if clause.trigger.kind in (TriggerKind.RECORD, TriggerKind.WHILE) and clause.trigger.record
        else ""
        for clause in program.clauses
    }
    words = program.compute_once(clause_labels).items()
    return {**{word: kinds[names[0]] if len(names) == 1 else "" for word, names in words}, **kinds}


def _is_read_as_stated(program: Program, kind: RecordKind) -> bool:
    """Whether a plain text that is the item of a record is read as that item."""
    types = [kind.field_by_name[name].type for name in kind.key]
    return bool(types) and all(type_.is_name or type_.is_member or type_.is_date for type_ in types)


def _holds_names(program: Program, root: RecordKind, many: int = 0) -> bool:
    """Whether an item of a kind, or one of so `many` parts, holds nothing but names, which are read as they are."""
    kinds = [program.schema.record_by_name[name] for name in program.schema.narrower_records[root.name]]
    return all(
        kind.field_by_name[name].type.is_name
        for kind in kinds
        for fields in (kind.key, program.matter_fields(MATTER, kind))
        for name in fields
        if len(fields) == (many or len(fields)) and name in kind.field_by_name
    )
