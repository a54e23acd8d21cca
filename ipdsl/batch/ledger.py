"""The ledger as a table: a row for each line that a later run remembers, in the columns of `LEDGER`.

Input: the lines that were read, the claims of chunks settled by columns, and the lines of single decisions. Output: the
lines that were read, unchanged except those that this run settles again, then the new lines, applicant by applicant.
They do not depend on the way in which an applicant was settled. New lines of events that are settled again
(`ledger.RESETTLED_OUTCOMES`) are left out: they are not remembered, and columns do not record claims stopped by a gate.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ipdsl.base.findings.phrase import Phrase
from ipdsl.batch.intake.arrow_arrays import codes_of, valid, whole
from ipdsl.batch.intake.form import is_list, is_text
from ipdsl.batch.kernel.claims import CARRIED, Array, Settled, is_set_by_bureau, outcomes_of
from ipdsl.batch.program.program import ChunkColumns, ColumnCode
from ipdsl.batch.readers.chunks import TEXT
from ipdsl.batch.readers.rows import names_of_lists
from ipdsl.batch.readers.stated_lines import LEDGER, SUMS, TEXTS, StatedLines, map_of, table_of_lines, with_pages
from ipdsl.claims.claim import field_of_key
from ipdsl.decision.decision import Decision
from ipdsl.ir.facts import LedgerLine
from ipdsl.ir.proposal import Outcome
from ipdsl.ir.terms import MATTER, Program, TriggerKind, is_matter
from ipdsl.kernel.allocation import UNPAID
from ipdsl.kernel.rule_table import Rule
from ipdsl.ledger.lines import CEILING_WORD, counted_fields, event_of, is_final
from ipdsl.ledger.recall import Recall
from ipdsl.report.localizer import counted_phrase
from ipdsl.schema.vocabulary import MATTER_IS_APPLICANT

_YEARLY_TRIGGERS = (TriggerKind.YEAR, TriggerKind.SET)


def clause_names(program: Program, clauses: Array) -> pa.Array:
    """The labels of clauses by their places."""
    return pa.array([clause.label for clause in program.clauses] or [""]).take(pa.array(clauses))


def row_names(program: Program, clauses: Array, rows: Array) -> pa.Array:
    """The names of rows by their places in clauses; -1: none."""
    widest = max([1, *(len(clause.rows) for clause in program.clauses)])
    names: list[str | None] = []
    for clause in program.clauses:
        clause_rows = [row.name or None for row in clause.rows]
        names += [*clause_rows, *[None] * (widest - len(clause_rows))]
    return take_names(names, np.where(rows < 0, -1, clauses * widest + rows))


def take_names(names: list[str] | list[str | None], places: Array) -> pa.Array:
    """Names by their places; -1: none."""
    return pa.array(names or [None], pa.string()).take(pa.array(places, mask=places < 0))


def kept_notes(applicants: int, unread: int) -> Iterator[Phrase]:
    """What a ledger has of applicants who were not settled, and how many lines it lacks."""
    if applicants:
        yield Phrase(
            "lines kept of {applicants} that were not settled", "台账保留了{applicants}的行，他们未能结算",
            applicants=counted_phrase(applicants, "{n} applicant{s}", "{n}个申请人"),
        )  # fmt: skip
    if unread:
        yield Phrase(
            "the ledger is not whole and has no head: {lines} cannot be read; correct the history, and settle again",
            "台账不完整，没有`head.json`：历史中{lines}无法读取；请改正后重新结算",
            lines=counted_phrase(unread, "{n} line{s}", "{n}行"),
        )  # fmt: skip


class LedgerRows:
    """The ledger of the applicants of a table: first the lines of `absent` applicants, who are in no row, then those of
    each row, in the order of `ledger.lines.line_order`. `read` are the lines that were read. The ledger is not whole if
    lines are `unread`. `recall` has its pages, of which the last is that of the run.
    """

    def __init__(self, read: StatedLines, absent: StatedLines, recall: Recall) -> None:
        self.read, self.absent, self.recall = read, absent, recall
        self.unread = sum(int((~lines.is_read).sum()) for lines in (read, absent))
        self._is_kept = read.is_read.copy()
        self._parts: list[tuple[Array, pa.Table, bool]] = []
        """The rows of lines, the lines, and whether they are claims without a line of their own in the ledger."""
        self._decided: list[tuple[int, int, LedgerLine]] = []
        """Lines of decisions: the row, the place of the line whose money went on (-1: a new line), and the line."""

    def add(self, rows: Array, lines: pa.Table, *, is_claim: bool = True) -> None:
        """Add new lines of these rows."""
        self._parts.append((rows, lines, is_claim))

    def change(self, places: Array, lines: pa.Table) -> None:
        """Put lines in place of those at these places."""
        self._is_kept[places] = False
        self.add(self.read.owner[places], lines, is_claim=False)

    def add_decision(self, row: int, decision: Decision, history: Sequence[LedgerLine]) -> None:
        """Add the lines of a decision; `history` are the lines of its facts, which it keeps or settles again."""
        read, kept = {id(line) for line in history}, {id(line) for line in decision.ledger}
        begin, anew = int(self.read.begin[row]), dict[tuple[object, ...], int]()
        for place, line in enumerate(history):
            if id(line) not in kept:
                self._is_kept[begin + place], anew[event_of(line)] = False, place
        for line in decision.ledger:
            place = anew.get(event_of(line), -1)
            if id(line) not in read and (place >= 0 or is_final(line) or line.payments):
                before = None if place < 0 else history[place]
                goes_on = before is not None and is_final(before)
                named = line if line.applicant else line.changed(applicant=decision.applicant)
                self._decided.append((row, begin + place if goes_on else -1, named))

    def table(self) -> tuple[pa.Table, Array, Array]:
        """All lines, the row of each (less than 0: an absent applicant), and whether it is a claim without a line."""
        rows, places = (np.array([one[part] for one in self._decided], np.int64) for part in (0, 1))
        pages = [
            line.ended.page if line.ended else self.recall.present if line.has_page else None
            for *_, line in self._decided
        ]
        decided, goes_on = table_of_lines([line for *_, line in self._decided], pages), places >= 0
        self.add(rows[~goes_on], decided.filter(pa.array(~goes_on)))
        self.change(places[goes_on], self.with_changes(places[goes_on], decided.filter(pa.array(goes_on))))
        for lines, is_kept, before in ((self.read, self._is_kept, 0), (self.absent, self.absent.is_read, 1)):
            of_rows = lines.owner[is_kept] - before * len(lines.begin)
            self.add(of_rows, lines.table.filter(pa.array(is_kept)), is_claim=False)
        all_rows, tables, of_claims = zip(*self._parts, strict=True)
        lines, of = pa.concat_tables(tables), np.concatenate(all_rows)
        is_claim = np.repeat(of_claims, [len(table) for table in tables])
        by_row: dict[str, Any] = {"of": of}
        for name in ("year", "event_date", "policy", "clause", "item", "row"):  # as `ledger.lines.line_order` says
            cells = lines[name]
            by_row[name] = pc.fill_null(cells, "") if is_text(cells.type) else pc.fill_null(cells.cast(pa.int32()), 0)
        order = pc.sort_indices(pa.table(by_row), [(name, "ascending") for name in by_row])
        return with_pages(lines.take(order).combine_chunks(), self.recall), of[order], is_claim[order]

    def with_changes(self, places: Array, changes: pa.Table) -> pa.Table:
        """The lines at these places with the parts that change when their carried money is paid or lapses.

        A line of an earlier page is then in the words of the present one.
        """
        lines, is_of_earlier = self.lines_at(places), pa.array(self.is_of_earlier_page(places))
        words = {
            name: pc.if_else(is_of_earlier, whole(changes[name]), whole(lines[name]))
            for name in (*WORDS_OF_PAGE, *WORDS_OF_KEY)
            if name in changes.column_names
        }
        parts = {name: changes[name] for name in CHANGING} | words
        return pa.table([parts.get(name, lines[name]) for name in LEDGER.names], schema=LEDGER)

    def lines_at(self, places: Array) -> pa.Table:
        """The lines at these places as they were read."""
        return self.read.table.take(pa.array(places))

    def is_of_earlier_page(self, places: Array) -> Array:
        """Whether an earlier page wrote each of the lines at these places."""
        pages = pc.fill_null(self.lines_at(places)["page"], self.recall.present).to_numpy()
        return np.isin(pages, [page for page in range(self.recall.present) if not self.recall.is_present(page)])


CHANGING = ("applicant", "charged", "due", "carried", "carry_until", "lapsed", "outcome")
"""The parts of a line that change when its carried money is paid or lapses."""
WORDS_OF_PAGE = ("policy", "clause", "page")
"""The parts of a line that change too if an earlier page wrote it."""
WORDS_OF_KEY = ("item", "keys")
"""The parts of a line that a decision may change, because the record has a different key now."""


# ---------------------------------------------------------------------------------------------- of columns


class ChunkLedger:
    """The lines of the claims of one chunk that its applicants are settled by; `ids` are the applicants. `year`: of
    those claims that are reported with it. `is_joint`: of those who were settled with others of their cohort.
    """

    def __init__(
        self, code: ColumnCode, columns: ChunkColumns, done: Settled, ids: pa.Array, *, year: int | None = None,
        is_joint: bool = False, page: int = 0,
    ) -> None:  # fmt: skip
        self.code, self.columns, self.decided, self.ids, self.page = code, columns, done, ids, page
        self.done = done.for_ledger(year)
        self.program, self.schema = code.program, code.program.schema
        is_good = ((columns.left[done.claims.who] == 0) | is_joint) & done.reported(year)
        is_carried = done.claims.record <= CARRIED
        went_on = is_carried & (done.row_of_rest >= 0) if done.has_waited else is_carried & False
        self.keep, self.carried = np.flatnonzero(is_good & ~is_carried), np.flatnonzero(is_good & went_on)
        self.claims = done.claims.taken(self.keep)
        self._loop_keys = {loop.clause: loop.keys for loop in code.loops}
        self._lists = {loop.clause: loop.lists for loop in code.loops}

    def table(self, items: pa.Array, paid: Array) -> tuple[Array, pa.Table]:
        """The applicant of each line, and the lines; `items` are the texts of the claims that are kept, `paid` is what
        each claim comes to.
        """
        done, keep, program, claims = self.done, self.keep, self.program, self.claims
        outcome = outcomes_of(self.code.table, self.decided, paid, program)[0][keep]
        waited = done.row_of_rest[keep] >= 0 if done.has_waited else np.zeros(len(keep), bool)
        rest, lapsed, until = (
            np.where(waited, part[keep], 0) if done.has_waited else np.zeros(len(keep), np.int64)
            for part in (done.rest, done.lapsed, done.until)
        )
        is_discretionary = np.array([*(clause.is_discretionary for clause in program.clauses), False])[claims.clause]
        names = dict.fromkeys(
            (*program.settlement.names_of_keys, *(name for one in program.clauses for name in one.trigger.keys))
        ) or ("applicant",)
        texts = {name: self._key(name, items) for name in dict.fromkeys((*names, MATTER, "level"))}
        kinds = pa.array([clause.trigger.record or None for clause in program.clauses] or [None], pa.string())
        admitted, charged = self._ledger_effects(waited)
        known: dict[str, Any] = {
            "applicant": self.ids.take(pa.array(claims.who)),
            "policy": pa.repeat(pa.scalar(program.name, pa.string()), len(keep)),
            "clause": clause_names(program, claims.clause), "row": row_names(program, claims.clause, claims.row),
            "kind": kinds.take(pa.array(claims.clause)), "item": items, "matter": texts[MATTER],
            "level": texts["level"],
            "keys": map_of(len(keep), [self._where_asked(name, texts[name]) for name in names], TEXTS),
            "by_discretion": is_discretionary | is_set_by_bureau(program, claims.clause, claims.row, claims.day),
            "event_date": pa.array(claims.day.astype("datetime64[D]")).cast(pa.date32()), "year": claims.year,
            "proposed": claims.before + done.raised[keep], "admitted": admitted, "charged": charged,
            "due": self._due(waited), "carried": rest, "carry_until": pa.array(until, mask=rest == 0),
            "lapsed": lapsed, "outcome": outcome, "fields": self._fields(),
            "page": np.full(len(keep), self.page),
        }  # fmt: skip
        columns = [pa.array(known[field.name]).cast(field.type) if field.name in known
                   else pa.nulls(len(keep), field.type) for field in LEDGER]  # fmt: skip
        table = pa.Table.from_arrays(columns, schema=LEDGER)
        remembered = (outcome != CEILING_WORD) | (admitted != 0)
        return claims.who[remembered], table.filter(pa.array(remembered))

    def carried_places(self) -> Array:
        """The places in the column `history` of the lines whose money went on."""
        if not len(self.carried):
            return self.carried
        places: Array = self.columns.records.own_places()[self._carried_lines]
        return places

    @property
    def _carried_lines(self) -> Array:
        """The places of the same lines in `ChunkColumns.own`."""
        return np.asarray(CARRIED - self.done.claims.record[self.carried])

    def changed(self, read: pa.Table, is_of_earlier: Array) -> pa.Table:
        """What changes in these lines, as in `ledger.lines.update_carried_line`; `read` has them as they were read.

        Those that are `is_of_earlier` page have their charges under the rules of the present one.
        """
        done, claim, many = self.done, self.carried, read.num_rows
        paid_in = done.paid_in.reshape(len(done.left), -1)[claim]
        which, year = np.nonzero(paid_in != UNPAID)
        paid, left, gone = np.maximum(paid_in, 0).sum(1), done.rest[claim], done.lapsed[claim]
        waiting, steps = self.program.settlement.carry_over_steps, self.code.table.steps
        caps = pa.array([steps[waiting[index]].first_rule.name for index in done.claims.clause[claim].tolist()])
        years = pa.array(year + done.first_year).cast(pa.string())
        before, charges = (whole(read[name]) for name in ("due", "charged"))
        if is_of_earlier.any():
            charges = pa.concat_arrays(
                [charges, self.columns.records.own_charges().take(pa.array(self._carried_lines))]
            )
            charges = charges.take(pa.array(np.arange(many) + many * is_of_earlier))
        total = np.zeros(many, np.int64)
        np.add.at(total, *_entries(before)[::2])
        proposed, carried, lapsed = (
            np.asarray(pc.fill_null(read[name], 0).to_numpy(), np.int64) for name in ("proposed", "carried", "lapsed")
        )
        is_set = np.asarray(pc.fill_null(read["by_discretion"], False).to_numpy(), bool)
        outcome = np.where(is_set, Outcome.CEILING.value, Outcome.AWARDED.value).astype(object)
        rest = self.decided.rest[claim]
        outcome[rest + gone + proposed - total - carried > 0] = Outcome.REDUCED.value
        nothing = paid + left - rest + total == 0
        outcome[nothing] = np.where(rest[nothing] > 0, Outcome.CARRIED.value, Outcome.LAPSED.value)
        until = pc.if_else(pa.array(left > 0), whole(read["carry_until"]), pa.scalar(None, pa.int32()))
        words = pa.repeat(pa.scalar(self.program.name), many), clause_names(self.program, done.claims.clause[claim])
        new = (
            self.ids.take(pa.array(done.claims.who[claim])),
            _add_sums(charges, np.arange(many), caps, paid), _add_sums(before, which, years, paid_in[which, year]),
            pa.array(left), until, pa.array(lapsed + gone), pa.array(outcome, pa.string()),
            *words, pa.array(np.full(many, self.page, np.int32)),
        )  # fmt: skip
        return pa.table(dict(zip((*CHANGING, *WORDS_OF_PAGE), new, strict=True)))

    # ------------------------------------------------------------------------------------------ texts

    def _claims_by_clause(self) -> Iterator[tuple[int, Array]]:
        for clause in np.unique(self.claims.clause).tolist():
            yield clause, np.flatnonzero(self.claims.clause == clause)

    def _place_texts(self, parts: Sequence[tuple[Array, pa.Array]], type_: pa.DataType) -> pa.Array:
        """Texts of some claims each, put in the order of the claims."""
        many = len(self.keep)
        all_texts = pa.concat_arrays([part.cast(type_) for _, part in parts] + [pa.nulls(1, type_)])
        positions = np.full(many, len(all_texts) - 1, np.int64)
        begin = 0
        for mine, part in parts:
            positions[mine] = np.arange(begin, begin + len(part))
            begin += len(part)
        return all_texts.take(pa.array(positions))

    def _fields(self) -> pa.Array:
        """The fields of the record of each claim that a later rule may count by, without its keys; null: no value."""
        counted, records = self.program.compute_once(counted_fields), self.columns.records
        parts: list[tuple[Array, str | pa.Array, pa.Array]] = []
        for clause, mine in self._claims_by_clause():
            trigger = self.program.clauses[clause].trigger
            kind = None if trigger.kind in _YEARLY_TRIGGERS else self.schema.record_by_name.get(trigger.record)
            if kind is None:
                continue
            record, keys = self.claims.record[mine], self._loop_keys[clause]
            for name in counted[kind.name]:
                is_none = records.has_no_value(kind.root, name)[record]
                texts = (
                    records.lists(kind.root, name)
                    if kind.field_by_name[name].type.is_list
                    else records.said(kind.root, (name,))
                )
                is_key = self.claims.key[mine, keys.index(name)] >= 0 if name in keys else np.zeros(len(mine), bool)
                stated = (valid(texts)[record] | is_none) & ~is_key
                parts.append((mine[stated], name, texts.take(pa.array(record[stated], mask=is_none[stated]))))
        return map_of(len(self.keep), parts, TEXTS)

    def _key(self, name: str, items: pa.Array) -> pa.Array:
        """The value of each claim for a key, even if no rule uses it."""
        is_of_lists = name in self.program.compute_once(names_of_lists)
        type_ = pa.list_(TEXT) if is_of_lists else TEXT
        parts: list[tuple[Array, pa.Array]] = []
        for clause, mine in self._claims_by_clause():
            values = self._key_of_clause(clause, mine, name, items)
            if values is not None and is_list(values.type) == is_of_lists:
                parts.append((mine, values))
        return self._place_texts(parts, type_)

    def _key_of_clause(self, clause: int, mine: Array, name: str, items: pa.Array) -> pa.Array | None:
        trigger, schema, records = self.program.clauses[clause].trigger, self.schema, self.columns.records
        ids = self.ids.take(pa.array(self.claims.who[mine])).cast(TEXT)
        if name in trigger.keys:
            sets = self.columns.records.sets(schema.record_by_name[trigger.record].root, trigger.keys)
            return sets.values(name).take(pc.index_in(items.take(pa.array(mine)), value_set=sets.items()))
        if name == "applicant" or name in schema.kinds_and_classes:
            return ids
        if name == "year":
            return pa.array(self.claims.year[mine]).cast(TEXT)
        if name == "item":
            return items.take(pa.array(mine))
        kind = None if trigger.kind in _YEARLY_TRIGGERS else schema.record_by_name.get(trigger.record)
        if is_matter(name) and kind is None:
            return ids
        if kind is None:
            return self._applicant_field(mine, name)
        record_indices = pa.array(self.claims.record[mine])
        if is_matter(name):
            fields = self.program.matter_fields(name, kind)
            texts = (
                ids
                if fields == MATTER_IS_APPLICANT
                else records.said(kind.root, fields or kind.key).take(record_indices)
            )
            return pc.binary_join_element_wise(pa.scalar(f"{kind.root}: ", TEXT), texts, pa.scalar("", TEXT))
        field = field_of_key(schema, kind, name)
        if not field:
            return self._applicant_field(mine, name)
        if kind.field_by_name[field].type.is_list:
            return records.lists(kind.root, field).take(record_indices)
        return records.said(kind.root, (field,)).take(record_indices)

    def _applicant_field(self, mine: Array, name: str) -> pa.Array | None:
        """A field of the applicants, which several may share."""
        if name not in self.schema.applicant_field_by_name:
            return None
        values: pa.Array = self.columns.records.said_of_applicants(name).take(pa.array(self.claims.who[mine]))
        return values

    def _where_asked(self, name: str, texts: pa.Array) -> tuple[Array, str, pa.Array]:
        """A key where a rule over the claim asks for it, or a set is of it, and the claim has it: the claims, the name
        and the values."""
        has = np.zeros(len(self.keep), bool)
        for clause, mine in self._claims_by_clause():
            names = self._loop_keys[clause]
            if name in self.program.clauses[clause].trigger.keys:  # these keys identify a set
                has[mine] = True
            elif name in names:
                has[mine] = self.claims.key[mine, names.index(name)] >= 0
        claim = np.flatnonzero(has & valid(texts))
        return claim, name, texts.take(pa.array(claim))

    # ------------------------------------------------------------------------------------------ sums

    def _due(self, waited: Array) -> pa.Array:
        """What is due by year."""
        done, many = self.done, len(self.keep)
        immediate = np.flatnonzero(~waited)
        claim, year, sums = immediate, self.claims.year[immediate], done.left[self.keep[immediate]]
        if waited.any():
            paid = done.paid_in.reshape(len(done.left), -1)[self.keep]
            which, year_index = np.nonzero((paid != UNPAID) & waited[:, None])
            claim, year = np.concatenate([claim, which]), np.concatenate([year, year_index + done.first_year])
            sums = np.concatenate([sums, paid[which, year_index]])
        return map_of(many, [(claim, pa.array(year).cast(pa.string()), pa.array(sums))], SUMS)

    def _ledger_effects(self, waited: Array) -> tuple[Array, pa.Array]:
        """What was admitted, and what each cap was charged, by the name of the rule."""
        done, table, many = self.done, self.code.table, len(self.done.claims.who)
        now, admitted = done.claims.total.copy(), done.claims.total.copy()
        charged, places = list[tuple[Array, str, pa.Array]](), list[tuple[Array, str, Array]]()
        position = np.full(many, -1, np.int64)
        position[self.keep] = np.arange(len(self.keep))
        paid = np.maximum(done.paid_in.reshape(many, -1), 0).sum(1) if done.has_waited else now
        for place, step in enumerate(table.steps):
            rows = np.flatnonzero((done.row_step == place) & ((done.came > 0) | (done.kept > 0)))
            came = now.copy()
            changed = rows[(done.kept[rows] > done.came[rows]) | (not step.raises_claims)]
            now[done.row_claim[changed]] = done.kept[changed]
            for rule in table.rules:
                if rule.step_index != place or not (step.fills or step.admits):
                    continue
                meets = self._meets_rule(rule)
                reached = meets & (came > 0)
                if step.is_charged and not step.fills:
                    places.append((meets, rule.step_rule.name, np.where(came > 0, now, 0)))
                if step.admits:
                    admitted[reached] = now[reached]
                if step.fills:
                    charged_here = now.copy()
                    if step.wait:
                        charged_here[self.keep[waited]] = paid[self.keep[waited]]
                    mine = np.flatnonzero(reached & (position >= 0))
                    charged.append((position[mine], rule.step_rule.name, pa.array(charged_here[mine])))
        is_unpaid = (admitted[self.keep] > 0) & (done.left[self.keep] == 0) & ~waited  # money shows its places
        for meets, name, granted in places:
            unpaid = np.flatnonzero(meets[self.keep] & is_unpaid)
            charged.append((unpaid, name, pa.array(granted[self.keep[unpaid]])))
        return admitted[self.keep], map_of(len(self.keep), charged, SUMS)

    def _meets_rule(self, rule: Rule) -> Array:
        """The claims with a line of their own that have all keys of a rule; carried money has no record."""
        claims = self.done.claims
        meets = np.zeros(len(claims.who), bool)
        for clause in rule.columns:
            if clause not in self._loop_keys:
                continue
            mine, names = self.keep[self.claims.clause == clause], self._loop_keys[clause]
            has_keys = np.ones(len(mine), bool)
            for name in rule.step_rule.keys:
                has_keys &= claims.key[mine, names.index(name)] >= 0
                if (pool := self._lists[clause].get(names.index(name))) is not None:  # an empty list is not a key
                    begin, record = self.columns.lists[pool][0], claims.record[mine]
                    has_keys &= begin[record + 1] > begin[record]
            meets[mine] = has_keys
        return meets


def _entries(sums: pa.MapArray) -> tuple[Array, pa.Array, Array]:
    """The sums by name of lines: the line, the name and the sum of each."""
    line = np.repeat(np.arange(len(sums)), np.diff(sums.offsets))
    return line, sums.keys, np.asarray(sums.items)


def _add_sums(sums: pa.MapArray, line: Array, names: pa.Array, more: Array) -> pa.Array:
    """Sums by name of lines, with others added to those of some lines."""
    lines, known, before = _entries(sums)
    all_names = pa.concat_arrays([known.cast(pa.string()), names.cast(pa.string())])
    code = codes_of(all_names.dictionary_encode())
    pairs = np.concatenate([lines, line]) * (len(all_names) + 1) + code
    met, first, group = np.unique(pairs, return_index=True, return_inverse=True)
    totals = np.zeros(len(met), np.int64)
    np.add.at(totals, group, np.concatenate([before, more]))
    entries = met // (len(all_names) + 1), all_names.take(pa.array(first)), pa.array(totals)
    return map_of(len(sums), [entries], SUMS)
