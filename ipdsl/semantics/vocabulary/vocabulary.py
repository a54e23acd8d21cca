"""A vocabulary page, and the pages that it uses, to a `Vocabulary`.

Input: the tree of a page that begins with `vocabulary NAME`, or the `use` lines of a policy. Output: a schema with all
names resolved and inherited parts repeated, or `None` if words have errors. Any tree gives a report.

Labels are names too, so no label may have two meanings in one scope. `check_labels` and `check_page_labels` report each
label of two words, with both places. Their scopes are those of names, because a page may use either.

Kinds of records: keys, fields, events, states, and narrower kinds that inherit from their base.

This is the last step, because it needs all types and other words. Derived words are sorted so that each comes after the
words that it uses. The policy that uses the vocabulary types their tests.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Protocol, TypeAlias

import attrs

from ipdsl.base.findings.finding import Diagnostic, RelatedPlace, Report, nearest
from ipdsl.base.findings.phrase import (
    THE_FIRST,
    LocalizedName,
    MessageValue,
    Phrase,
    join_names,
    join_phrases,
    literal_phrase,
)
from ipdsl.base.source import Span
from ipdsl.base.value_object import ValueObject
from ipdsl.base.values.characters import mixed_script_offset
from ipdsl.base.values.written_values import flag
from ipdsl.schema.declarations import Choice, Label, LocatedDeclaration
from ipdsl.schema.types.date import DateType
from ipdsl.schema.types.record import RecordType
from ipdsl.schema.types.text import TextType
from ipdsl.schema.vocabulary import Event, Field, RecordKind, Schema, State, YearsBetween
from ipdsl.semantics.errors import lints as w
from ipdsl.semantics.errors import names_and_types as n
from ipdsl.semantics.errors import policy as g
from ipdsl.semantics.names.symbols import DerivedWord, PageNames, Vocabulary
from ipdsl.semantics.typed import nodes
from ipdsl.semantics.vocabulary.words import (
    Declarations,
    SchemaWithFields,
    Spans,
    build_fields,
    build_words,
    check_name_allowed,
    collect,
    declaration_label,
    declare_word,
    field_of,
    is_chinese_key,
    is_chinese_value,
    language_finding,
    report_chains,
)
from ipdsl.syntax import ast, errors, keywords
from ipdsl.syntax.keywords import is_chinese_name
from ipdsl.syntax.printing import has_chinese_word


def build_records(
    words: Declarations, fields: SchemaWithFields, report: Report
) -> tuple[Schema, tuple[DerivedWord, ...]]:
    """The whole schema, and the derived words in order."""
    choices = {c.name: c for c in fields.schema.choices}
    decls = {r.name.text: r for r in words.records}
    bases = {name: (d.base,) for name, d in decls.items() if d.base is not None}
    built: dict[str, RecordKind] = {}
    if report_chains(bases, "is", report):
        builder = _Builder(words, choices, decls, built, report)
        for name in decls:
            builder.build(name)
        builder.add_years_between()
    records = tuple(built[name] for name in decls if name in built)
    schema = attrs.evolve(fields.schema, choices=tuple(choices.values()), records=records)
    return schema, _ordered_definitions(fields.derived, report)


def _ordered_definitions(derived: tuple[DerivedWord, ...], report: Report) -> tuple[DerivedWord, ...]:
    by_name = {d.name: d for d in derived}
    needs = {d.name: tuple(w.name for w in nodes(d.test, ast.Word) if w.name.text in by_name) for d in derived}
    if not report_chains(needs, "means", report):
        return ()
    order: dict[str, DerivedWord] = {}

    def place(word: DerivedWord) -> None:
        for need in needs[word.name]:
            if need.text not in order:
                place(by_name[need.text])
        order[word.name] = word

    for word in derived:
        place(word)
    return tuple(order.values())


@attrs.define(eq=False, repr=False)
class _RecordParts:
    """The parts of one record during its construction; inherited ones are first."""

    key: tuple[str, ...] = ()
    matter: tuple[str, ...] = ()
    fields: dict[str, Field] = attrs.field(factory=dict)
    events: dict[str, Event] = attrs.field(factory=dict)
    states: dict[str, State] = attrs.field(factory=dict)
    spans: Spans = attrs.field(factory=dict)
    orders: list[tuple[str, ...]] = attrs.field(factory=list)


@attrs.frozen(eq=False, repr=False)
class _Builder(ValueObject):
    words: Declarations
    choices: dict[str, Choice]
    decls: dict[str, ast.RecordDecl]
    built: dict[str, RecordKind]
    report: Report

    def build(self, name: str) -> RecordKind | None:
        """Build a record after its base."""
        if name in self.built:
            return self.built[name]
        decl = self.decls[name]
        base: RecordKind | None = None
        if decl.base is not None:
            if decl.base.text not in self.decls:
                near_kinds = nearest(decl.base.text, self.decls)
                word, advice = (
                    decl.base.text,
                    Phrase("declare it: `record {base}`", "请声明：`记录 {base}`", base=decl.base.text),
                )
                self.report.add(n.UnknownRecord(span=decl.base.span, word=word, advice=advice, nearest=near_kinds))
                return None
            base = self.build(decl.base.text)
            if base is None:
                return None
        record = self._record(decl, base)
        self.built[name] = record
        return record

    def _record(self, decl: ast.RecordDecl, base: RecordKind | None) -> RecordKind:
        parts = self._inherited_parts(base)
        for item in decl.body:
            if isinstance(item, ast.FieldLine):
                self._add_fields(item, decl, parts)
        for item in decl.body:
            match item:
                case ast.EventLine(events=events):
                    for event in events:
                        self._add_event(event, decl, parts)
                case ast.StateDecl():
                    self._add_state(item, decl, parts)
                case _:
                    pass
        for item in decl.body:
            if isinstance(item, ast.KeyDecl):  # after the events, because their dates may be keys
                self._add_key(item, decl, base, parts)
        for item in decl.body:
            if isinstance(item, ast.MatterDecl):
                self._add_matter(item, decl, base, parts)
            elif isinstance(item, ast.OrderOfDays):
                self._add_order(item, decl, parts)
        parts.fields = {k: parts.fields[k] for k in parts.key if k in parts.fields} | parts.fields
        declared = self._lifetime_events(decl, parts)
        has_key = base is not None or any(isinstance(item, ast.KeyDecl) for item in decl.body)
        if not has_key and not any(event.is_for_life for event in declared):  # otherwise already reported
            self.report.add(w.NoKey(span=decl.name.span, record=decl.name.text))
        return RecordKind(
            name=decl.name.text,
            root=base.root if base is not None else decl.name.text,
            base=base.name if base is not None else None,
            fixed=(base.fixed if base is not None else ()) + self._fixed_values(decl, parts),
            plural=decl.plural.text if decl.plural is not None else None,
            key=parts.key,
            matter=parts.matter or parts.key,
            fields=tuple(parts.fields.values()),
            events=declared,
            states=tuple(parts.states.values()),
            label=declaration_label(decl),
            orders=tuple(parts.orders),
            span=decl.name.span,
        )

    def _inherited_parts(self, base: RecordKind | None) -> _RecordParts:
        if base is None:
            return _RecordParts()
        spans = {f.name: f.span for f in base.fields if f.span is not None}
        spans |= {e.name: e.span for e in base.events if e.span is not None}
        spans |= {s.name: s.span for s in base.states if s.span is not None}
        fields, events, states = dict(base.field_by_name), dict(base.event_by_name), dict(base.state_by_name)
        return _RecordParts(base.key, base.matter, fields, events, states, spans, list(base.orders))

    def _add_fields(self, line: ast.FieldLine, decl: ast.RecordDecl, parts: _RecordParts) -> None:
        for field in line.fields:
            if not check_name_allowed(field.name, self.report) or not declare_word(
                parts.spans, field.name, self.report
            ):
                continue
            if field.since is not None or field.means is not None:
                what = Phrase("a word with `since` or `means`", "带`起自`或`是指`的词")
                advice = Phrase("declare it under `applicant fields`", "请在`申请人情况`之下声明")
                self.report.add(
                    g.WrongPageKind(span=field.span, what=what, page=Phrase("a record", "记录"), advice=advice)
                )
                continue
            parts.fields[field.name.text] = field_of(field, decl.name.text, self.words, self.choices, self.report)

    def _declare_date(self, name: ast.Name, label: str | None, parts: _RecordParts, place: MessageValue) -> bool:
        """The date field of an event or state, declared here if no other line declares it."""
        field = parts.fields.get(name.text)
        if field is None:
            if not check_name_allowed(name, self.report) or not declare_word(parts.spans, name, self.report):
                return False
            parts.fields[name.text] = Field(name.text, DateType(), Label(label or ""), span=name.span)
            return True
        if not (field.type.is_date or field.type.is_poison):
            found_type = field.type.phrase
            self.report.add(n.NotADate(span=name.span, place=place, word=name.text, found=found_type))
            return False
        return True

    def _add_event(self, event: ast.EventDecl, decl: ast.RecordDecl, parts: _RecordParts) -> None:
        if not check_name_allowed(event.name, self.report) or not declare_word(parts.spans, event.name, self.report):
            return
        if not self._declare_date(
            event.date_field,
            event.date_label,
            parts,
            Phrase("the event `{name}`", "事件`{name}`", name=event.name.text),
        ):
            return
        earlier = next((e_ for e_ in parts.events.values() if e_.is_default), None)
        if event.default and earlier is not None:
            related = (RelatedPlace(earlier.span, THE_FIRST),) if earlier.span is not None else ()
            self.report.add(g.TwoDefaults(span=event.span, record=decl.name.text, related=related))
        label = Label(event.label or "")
        name = event.name.text
        parts.events[name] = Event(
            name, event.date_field.text, event.default, label, span=event.name.span, is_first=event.first,
            is_for_life=event.for_life,
        )  # fmt: skip

    def _lifetime_events(self, decl: ast.RecordDecl, parts: _RecordParts) -> tuple[Event, ...]:
        """The events; `once for life` in one event applies to all events on the same day."""
        marked = {e.date_field.text: e for line in decl.body if isinstance(line, ast.EventLine)
                  for e in line.events if e.for_life}  # fmt: skip
        for day, event in marked.items():
            first = next((e for e in parts.events.values() if e.is_first and e.date_field == day), None)
            if not parts.key:
                self.report.add(w.LifeWithoutKey(span=event.span, record=decl.name.text, word=event.name.text))
            elif first is not None:
                related = (
                    () if first.span is None else (RelatedPlace(first.span, Phrase("for the first alone", "只指首次")),)
                )
                self.report.add(
                    w.FirstForLife(span=event.span, word=event.name.text, first=first.name, day=day, related=related)
                )
            elif day in parts.key:
                self.report.add(w.LifetimeEventKeyedByDay(span=event.span, word=event.name.text, day=day))
        return tuple(
            attrs.evolve(e, is_for_life=e.is_for_life or e.date_field in marked) for e in parts.events.values()
        )  # fmt: skip

    def _add_state(self, state: ast.StateDecl, decl: ast.RecordDecl, parts: _RecordParts) -> None:
        if not check_name_allowed(state.name, self.report) or not declare_word(parts.spans, state.name, self.report):
            return
        place = Phrase("the state `{name}`", "状态`{name}`", name=state.name.text)
        if not self._declare_date(state.start, state.start_label, parts, place):
            return
        until = state.until
        if until is not None and not self._declare_date(until, state.until_label, parts, place):
            return
        name = state.name.text
        end = until.text if until is not None else None
        parts.states[name] = State(name, state.start.text, end, Label(state.label or ""), span=state.name.span)

    def _add_key(self, item: ast.KeyDecl, decl: ast.RecordDecl, base: RecordKind | None, parts: _RecordParts) -> None:
        if base is not None:
            root = base.root
            self.report.add(
                g.KindMismatch(span=item.span, record=decl.name.text, base=root, what=keywords.phrase("key"))
            )
            return
        if parts.key:
            self.report.add(g.RepeatedLine(span=item.span, word=keywords.phrase("key")))
            return
        key: list[str] = []
        for part in item.parts:
            name = part.name.text
            field = parts.fields.get(name)
            if field is None:
                if not check_name_allowed(part.name, self.report) or not declare_word(
                    parts.spans, part.name, self.report
                ):
                    continue
                parts.fields[name] = Field(name, TextType(), Label(part.label or ""), span=part.name.span)
            elif field.type.is_list:
                advice = Phrase("an item is made by fields with one value each", "项目由只有一个值的字段构成")
                self.report.add(n.ListKey(span=part.name.span, word=name, advice=advice))
            if name in key:
                self.report.add(n.DuplicateDeclaration(span=part.name.span, word=name))
            key.append(name)
        parts.key = tuple(key)
        record_type = RecordType(decl.name.text)
        if len(key) == 1 and parts.fields[key[0]].type == record_type:
            self.report.add(w.SelfReferentialKey(span=item.parts[0].name.span, record=decl.name.text, field=key[0]))

    def _add_matter(
        self, item: ast.MatterDecl, decl: ast.RecordDecl, base: RecordKind | None, parts: _RecordParts
    ) -> None:
        if base is not None:
            root = base.root
            self.report.add(
                g.KindMismatch(span=item.span, record=decl.name.text, base=root, what=keywords.phrase("matter"))
            )
            return
        names = tuple(m.text for m in item.names)
        if names == ("applicant",):
            parts.matter = names
            return
        for name in item.names:
            if name.text not in parts.fields:
                owner = f"`{decl.name.text}`"
                near_fields = nearest(name.text, [*parts.fields, "applicant"])
                self.report.add(n.UnknownField(span=name.span, word=name.text, owner=owner, nearest=near_fields))
            elif parts.fields[name.text].type.is_list:
                advice = Phrase("a matter is made by fields with one value each", "事项由只有一个值的字段构成")
                self.report.add(n.ListKey(span=name.span, word=name.text, advice=advice))
        parts.matter = names

    def _add_order(self, item: ast.OrderOfDays, decl: ast.RecordDecl, parts: _RecordParts) -> None:
        owner = f"`{decl.name.text}`"
        known = [
            day for day in item.days if self._is_day(day, parts.fields, owner, Phrase("`order of days`", "`日期先后`"))
        ]
        if len(known) == len(item.days):
            parts.orders.append(tuple(day.text for day in item.days))

    def _is_day(self, name: ast.Name, fields: Mapping[str, Field], owner: str, place: MessageValue) -> bool:
        """Whether a field of this name is a day; if not, it is reported."""
        if name.text not in fields:
            days = [f.name for f in fields.values() if f.type.is_date]
            near_days = nearest(name.text, days)
            self.report.add(n.UnknownField(span=name.span, word=name.text, owner=owner, nearest=near_days))
            return False
        type_ = fields[name.text].type
        if not (type_.is_date or type_.is_poison):
            self.report.add(n.NotADate(span=name.span, place=place, word=name.text, found=type_.phrase))
        return type_.is_date

    def add_years_between(self) -> None:
        """Add counts of years to the kinds that declare them and to all that inherit them."""
        for name, record in list(self.built.items()):  # a base is before the kinds built on it
            decl = self.decls[name]
            declared_here = {
                f.name.text: f for line in decl.body if isinstance(line, ast.FieldLine) for f in line.fields
            }
            above = self.built[record.base].field_by_name if record.base is not None else {}
            fields = tuple(
                attrs.evolve(f, years_between=self._years_between(declared_here[f.name], record))
                if f.name in declared_here
                else above.get(f.name, f)
                for f in record.fields
            )
            self.built[name] = attrs.evolve(record, fields=fields)

    def _years_between(self, decl: ast.FieldDecl, record: RecordKind) -> YearsBetween | None:
        written = decl.years_between
        if written is None:
            return None
        fields, owner, place = record.field_by_name, f"`{record.name}`", Phrase("`years from`", "`自 … 至 … 的年数`")
        own_type = fields[decl.name.text].type
        if not (own_type.is_count or own_type.is_poison):
            found_type = own_type.phrase
            self.report.add(
                n.Mismatch(
                    span=written.span,
                    place=Phrase("a count of years", "年数"),
                    expected=Phrase("a count", "件数"),
                    found=found_type,
                )
            )
            return None
        end = fields.get(written.end.text)
        is_year = end is not None and end.type.is_text
        if not is_year and not self._is_day(written.end, fields, owner, place):
            return None
        if written.record is None:
            is_day = self._is_day(written.start, fields, owner, place)
            return YearsBetween(written.start.text, None, written.end.text) if is_day else None
        link = fields.get(written.record.text)
        if link is None:
            found_near = nearest(written.record.text, fields)
            word = written.record
            self.report.add(n.UnknownField(span=word.span, word=word.text, owner=owner, nearest=found_near))
            return None
        if not link.type.record_name:
            found_type, expected = link.type.phrase, Phrase("the key of a record", "记录的识别项")
            self.report.add(
                n.Mismatch(span=written.record.span, place=keywords.phrase("`of`"), expected=expected, found=found_type)
            )
            return None
        linked_kind = self.built.get(link.type.record_name)
        if linked_kind is None or not self._is_day(
            written.start, linked_kind.field_by_name, f"`{linked_kind.name}`", place
        ):
            return None
        return YearsBetween(written.start.text, link.name, written.end.text)

    def _fixed_values(self, decl: ast.RecordDecl, parts: _RecordParts) -> tuple[tuple[str, object], ...]:
        fixed: list[tuple[str, object]] = []
        for pair in decl.fixed:
            field = parts.fields.get(pair.field.text)
            if field is None:
                owner = f"`{decl.base.text if decl.base is not None else decl.name.text}`"
                near_fields = nearest(pair.field.text, parts.fields)
                self.report.add(
                    n.UnknownField(span=pair.field.span, word=pair.field.text, owner=owner, nearest=near_fields)
                )
                continue
            value = self._fixed_value(field, pair.value, pair.value.span)
            if value is not None:
                fixed.append((field.name, value))
        return tuple(fixed)

    def _fixed_value(self, field: Field, value: ast.Name, span: Span) -> object:
        flag_value = flag(value.text) if field.type.is_flag else None
        if flag_value is not None:
            return flag_value
        if field.type.is_member:
            name = field.type.choice_name
            members = self.choices[name].names
            if value.text in members:
                return value.text
            near_members = nearest(value.text, members)
            listed = join_names(members)
            self.report.add(
                n.UnknownMember(span=span, word=value.text, choice=name, members=listed, nearest=near_members)
            )
        elif field.type.is_text:
            return value.text
        elif not field.type.is_poison:
            expected = field.type.phrase
            advice = Phrase("`with` fixes a choice, a level, a text or yes/no", "`与`只能固定选项、级别、文本或是否")
            self.report.add(n.BadValue(span=span, word=field.name, expected=expected, found=value.text, advice=advice))
        return None


def check_labels(schema: Schema, derived: tuple[DerivedWord, ...], pages: Sequence[ast.Page]) -> Report:
    """Report each label of two words in one scope, or that is the name of another word; each pair once."""
    report = _check(_scopes(schema, derived), pages)
    report.extend(_shared_labels(schema, derived))
    return report


def check_page_labels(page_names: PageNames, page: ast.Page) -> Report:
    """As `check_labels`, for the names that a page declares."""
    return _check((page_names.clauses, page_names.definitions), (page,))


def _check(scopes: Iterable[tuple[LocatedDeclaration, ...]], pages: Sequence[ast.Page]) -> Report:
    """Labels that cannot be used in sentences are reported only on pages with a Chinese word."""
    report = Report()
    has_chinese = cache(lambda file: any(page.span.file == file and has_chinese_word(page) for page in pages))
    reported: set[Span] = set()
    for words in scopes:
        names = {word.name: word for word in words}
        first: dict[str, LocatedDeclaration] = {}
        for word in words:
            label = word.label.zh
            if not label or word.span is None or word.span in reported:
                continue
            if not is_chinese_name(label) or is_chinese_value(label) or is_chinese_key(label):
                if has_chinese(word.span.file):
                    report.add(n.UnusableLabel(span=word.span, word=label, name=word.name))
                reported.add(word.span)
                continue
            offset = mixed_script_offset(label)
            if offset is not None:
                name = f"U+{ord(label[offset]):04X}"
                report.add(errors.MixedScripts(span=word.span, letter=label[offset], name=name))
                reported.add(word.span)
                continue
            other = names.get(label, first.setdefault(label, word))
            if other.name != word.name and other.span is not None:
                report.add(_ambiguous_label(word, other))
                reported.add(word.span)
    return report


def _shared_labels(schema: Schema, derived: tuple[DerivedWord, ...]) -> Iterator[Diagnostic]:
    """Words of records with the label of a word about applicants: a sentence about the record may use either."""
    of_applicant: tuple[LocatedDeclaration, ...] = (*schema.applicant_declarations, *derived)
    about = {word.label.zh: word for word in of_applicant if word.label.zh}
    reported: set[Span] = set()
    for word in (word for record in schema.records for word in record.declarations):
        other = about.get(word.label.zh)
        if other is not None and other.name != word.name and word.span is not None and word.span not in reported:
            reported.add(word.span)
            yield _ambiguous_label(word, other)


def _ambiguous_label(word: LocatedDeclaration, other_word: LocatedDeclaration) -> Diagnostic:
    assert word.span is not None
    related = () if other_word.span is None else (RelatedPlace(other_word.span, Phrase("the other", "另一个")),)
    return n.AmbiguousLabel(
        span=word.span, word=word.label.zh, one=_name(other_word), other=_name(word), related=related
    )


def _name(word: LocatedDeclaration) -> LocalizedName:
    """The name without its label, because both words have the same label."""
    return LocalizedName(word.name, word.name)


def _scopes(schema: Schema, derived: tuple[DerivedWord, ...]) -> Iterator[tuple[LocatedDeclaration, ...]]:
    """The scopes in which labels are looked up. An inherited word is in the scope of each record that has it."""
    yield (*schema.records, *schema.applicant_declarations, *derived)
    yield schema.series
    for choice in schema.choices:
        yield choice.members
    for record in schema.records:
        yield record.declarations


Join: TypeAlias = Callable[[Sequence[ast.Page]], tuple[Vocabulary | None, Report]]
"""Joins the words of vocabulary pages."""


class Loader(Protocol):
    """Finds the page of a `use` line."""

    def load(self, name: ast.Name, page_file: str) -> tuple[ast.Page | None, Report]:
        """The page called `name`, first from the folder of `page_file`; a missing one is reported by the loader."""

    def join(self, pages: Sequence[ast.Page], join: Join) -> tuple[Vocabulary | None, Report]:
        """The joined vocabulary of these pages; a loader may cache it, since several pages use the same ones."""
        return join(pages)


@attrs.define(eq=False, repr=False)
class _VocabularyCollector:
    """The pages read so far, each once; pages come after those that they use."""

    loader: Loader
    report: Report
    pages: dict[str, ast.Page] = attrs.field(factory=dict)
    has_failed: bool = False
    is_broken: bool = False

    def use(self, line: ast.UseLine, page_file: str, chain: tuple[tuple[str, str], ...]) -> None:
        """Read the page of a `use` line and all that it uses; `chain` contains names and files up to here."""
        page, findings = self.loader.load(line.name, page_file)
        self.report.extend(findings)
        if page is None:
            self.has_failed = True
        elif findings.has_errors:  # the declarations in its broken lines are unknown, so other words cannot be reported
            self.is_broken = True
        elif page.span.file in (file for _, file in chain):
            path = [*(name for name, _ in chain), line.name.text]
            names = join_phrases([literal_phrase(name, f"`{name}`") for name in path], " uses ", "使用")
            self.report.add(n.UseCycle(span=line.name.span, word=line.name.text, chain=names))
            self.has_failed = True
        elif not isinstance(page.header, ast.VocabularyLine):
            self.report.add(n.NotAVocabulary(span=line.name.span, word=line.name.text))
            self.has_failed = True
        elif page.span.file not in self.pages:
            self.add(page, page.header, chain)

    def add(self, page: ast.Page, header: ast.VocabularyLine, chain: tuple[tuple[str, str], ...]) -> None:
        """Read the pages that a vocabulary uses, then add it."""
        here = (*chain, (header.name.text, page.span.file))
        for line in [*header.header, *page.uses]:
            match line:
                case ast.UseLine():
                    self.use(line, page.span.file, here)
                case ast.LanguageLine() if (finding := language_finding(line)) is not None:
                    self.report.add(finding)
                case _:
                    pass
        self.pages[page.span.file] = page


def check_vocabulary(page: ast.Page, loader: Loader) -> tuple[Vocabulary | None, Report]:
    """Check a vocabulary page."""
    report = Report()
    if not isinstance(page.header, ast.VocabularyLine):
        report.add(n.NotAVocabulary(span=page.span, word=Phrase("this page", "本页")))
        return None, report
    gathering = _VocabularyCollector(loader, report)
    gathering.add(page, page.header, ())
    return _build(gathering)


def vocabulary_of(uses: Iterable[ast.UseLine], page_file: str, loader: Loader) -> tuple[Vocabulary | None, Report]:
    """The joined vocabulary of the `use` lines of a page."""
    gathering = _VocabularyCollector(loader, Report())
    for line in uses:
        gathering.use(line, page_file, ())
    return _build(gathering)


def _build(gathering: _VocabularyCollector) -> tuple[Vocabulary | None, Report]:
    report = gathering.report
    if gathering.is_broken:
        return None, report
    vocabulary, findings = gathering.loader.join(tuple(gathering.pages.values()), _join)
    report.extend(findings)
    return None if gathering.has_failed or report.has_errors else vocabulary, report


def _join(pages: Sequence[ast.Page]) -> tuple[Vocabulary | None, Report]:
    report = Report()
    words = Declarations()
    for page in pages:
        collect(page, words, report)
    schema, derived = build_records(words, build_fields(words, build_words(words, report), report), report)
    if report.has_errors:
        return None, report
    labels = check_labels(schema, derived, pages)
    report.extend(labels)
    return None if labels.has_errors else Vocabulary(schema, derived), report
