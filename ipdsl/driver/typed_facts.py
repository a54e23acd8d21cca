"""The types of a policy's facts and decisions: TypedDicts for Python, interfaces for TypeScript.

Input: the JSON Schemas of both (`facts_schema`, `decision_schema`). Only the features of JSON Schema that these two use
are supported. Output: the text of a module. Constraints that types cannot express (patterns, minimum and maximum) are
only in the schemas.
"""

from __future__ import annotations

import json
import keyword
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

import attrs

from ipdsl.base.findings.phrase import Language
from ipdsl.base.version import __version__
from ipdsl.facts.json_schema import NOTHING, facts_schema
from ipdsl.ir.terms import Program
from ipdsl.report.decision_json import decision_schema

Json: TypeAlias = "Mapping[str, Any]"
FACTS, DECISION = "Facts", "Decision"
"""The two root types. Names of parts of a decision begin with `Decision`."""
_TAKEN = frozenset({
    FACTS, DECISION, "None", "True", "False", "Any", "Literal", "Never", "Required", "TypeAlias", "TypedDict",
    "Decimal", "Array", "Record",
})  # fmt: skip
"""Names that a module uses itself, or that its language reserves."""


@attrs.frozen
class NamedType:
    """A reference to a declared type."""

    name: str


@attrs.frozen
class Literals:
    """One of these texts, numbers or flags."""

    values: tuple[Any, ...]


@attrs.frozen
class ListOf:
    """A list of members with one type."""

    member: Expr


@attrs.frozen
class MapOf:
    """An object with arbitrary names."""

    value: Expr


@attrs.frozen
class Union:
    """One of several types."""

    parts: tuple[Expr, ...]


Expr: TypeAlias = "NamedType | Literals | ListOf | MapOf | Union | str"
"""A type. The words `string`, `integer`, `number`, `boolean`, `null`, `any` and `never` are basic types."""


@attrs.frozen
class TypedPart:
    """A part of an object."""

    name: str
    type: Expr
    is_required: bool
    description: str


@attrs.frozen
class DeclaredType:
    """A declared type: an object with its parts, or an alias of a type."""

    name: str
    description: str
    parts: tuple[TypedPart, ...] | None
    type: Expr = "any"


def declared_types(program: Program, language: Language = Language.EN) -> tuple[DeclaredType, ...]:
    """The declared types: the facts of one applicant with their parts, then the decision with its parts."""
    declared: dict[str, DeclaredType] = {}
    _TypeReader(facts_schema(program, language=language), declared).declare(FACTS)
    _TypeReader(decision_schema(), declared, DECISION).declare(DECISION)
    return tuple(declared.values())


@attrs.define(eq=False)
class _TypeReader:
    """Converts one schema to types, which it adds to `declared`. Names of its definitions begin with `prefix`."""

    schema: Any
    declared: dict[str, DeclaredType]
    prefix: str = ""
    taken: dict[str, str] = attrs.field(factory=dict)

    def declare(self, name: str) -> None:
        """Declare the root type under this name, and every named part."""
        parts = {part: schema for part, schema in self.schema["properties"].items() if not part.startswith("$")}
        self._object(name, {**self.schema, "properties": parts})

    def _object(self, name: str, schema: Json) -> NamedType:
        self.declared[name] = DeclaredType(name, "", ())  # it may refer to itself
        required = schema.get("required", ())
        parts = tuple(
            TypedPart(part, self._type(part_schema, f"{name}_{part}"), part in required, _description(part_schema))
            for part, part_schema in {**self._extra_parts(schema), **schema["properties"]}.items()
        )
        self.declared[name] = DeclaredType(name, _description(schema), parts)
        return NamedType(name)

    def _extra_parts(self, schema: Json) -> dict[str, Json]:
        """Parts that an object may have in addition to its listed parts, if the schema lists their names."""
        names, part_schema = schema.get("propertyNames", {}), schema.get("additionalProperties")
        if not isinstance(part_schema, dict) or "$ref" not in names:
            return {}
        known = self.schema["$defs"][names["$ref"].rpartition("/")[2]].get("enum", ())
        return {name: part_schema for name in known if name not in schema["properties"]}

    def _ref(self, ref: str) -> Expr:
        key = ref.rpartition("/")[2]
        if key not in self.taken:
            words = key.removeprefix("record_").replace("choice_", "")
            name = self.taken[key] = self._free(self.prefix + _camel(words))
            definition = self.schema["$defs"][key]
            if "properties" in definition:
                self._object(name, definition)
            else:
                self.declared[name] = DeclaredType(name, _description(definition), None)
                self.declared[name] = DeclaredType(name, _description(definition), None, self._type(definition, key))
        return NamedType(self.taken[key])

    def _free(self, name: str) -> str:
        while name in self.declared or name in _TAKEN:
            name += "_"
        return name

    def _type(self, schema: Json, place: str) -> Expr:
        if "$ref" in schema:
            return self._ref(schema["$ref"])
        if "anyOf" in schema:
            return _union_of([self._type(option, place) for option in schema["anyOf"]])
        if "enum" in schema:
            return Literals(tuple(schema["enum"]))
        if schema == NOTHING:
            return "never"
        if "const" in schema:
            return Literals((schema["const"],))
        kinds = schema.get("type", "any")
        return _union_of(
            [self._type_of_kind(kind, schema, place) for kind in ([kinds] if isinstance(kinds, str) else kinds)]
        )

    def _type_of_kind(self, kind: str, schema: Json, place: str) -> Expr:
        if kind == "array":
            return ListOf(self._type(schema.get("items", {}), f"{place}_member"))
        if kind != "object":
            return kind
        if "properties" in schema:
            return self._object(self._free(_camel(place)), schema)
        free = [*schema.get("patternProperties", {}).values()]
        more = schema.get("additionalProperties")
        free += [more] if isinstance(more, dict) else []
        return MapOf(_union_of([self._type(option, place) for option in free]) if free else "any")


def _union_of(parts: Sequence[Expr]) -> Expr:
    """A union without duplicates, and without literal texts if it contains `string`."""
    flat: list[Expr] = []
    for part in parts:
        flat += part.parts if isinstance(part, Union) else [part]
    literals = [value for part in flat if isinstance(part, Literals) for value in part.values]
    if "string" in flat:
        literals = [value for value in literals if not isinstance(value, str)]
    rest = [part for part in dict.fromkeys(flat) if not isinstance(part, Literals)]
    if "number" in rest and "integer" in rest:
        rest.remove("integer")
    options = [*([Literals(tuple(dict.fromkeys(literals)))] if literals else []), *rest]
    return options[0] if len(options) == 1 else Union(tuple(options))


def _description(schema: Json) -> str:
    return " · ".join(str(schema[part]) for part in ("title", "description") if schema.get(part))


def _camel(words: str) -> str:
    return "".join(word[:1].upper() + word[1:] for word in re.split(r"[^0-9A-Za-z\u3400-\u9fff]+", words) if word)


def _head(program: Program) -> str:
    what = f"The facts of one applicant under {program.name}, and the decision on them."
    return f"{what} Generated by ipdsl {__version__}; do not edit."


# ---------------------------------------------------------------------------------------------- Python


def python(program: Program, language: Language = Language.EN) -> str:
    """The text of a Python module (3.11): a TypedDict for each object. `Facts` and `Decision` are the root types."""
    types = declared_types(program, language)
    lines = [
        '"""', _head(program), "", f"The pages have the hash {program.content_hash}.", '"""', "",
        "from __future__ import annotations", "", "from decimal import Decimal",
        "from typing import Any, Literal, Never, Required, TypeAlias, TypedDict", "",
    ]  # fmt: skip
    for declared in types:
        lines += ["", *_python_lines(declared)]
    return "\n".join(lines) + "\n"


def _python_lines(declared: DeclaredType) -> Iterator[str]:
    if declared.parts is None:
        yield from _remark(declared.description, "# ")
        yield f'{declared.name}: TypeAlias = "{_python_type(declared.type)}"'
    elif all(part.name.isidentifier() and not keyword.iskeyword(part.name) for part in declared.parts):
        yield f"class {declared.name}(TypedDict, total=False):"
        yield f"    {json.dumps(declared.description or declared.name, ensure_ascii=False)}"
        for part in declared.parts:
            yield ""
            yield from _remark(part.description, "    # ")
            yield f"    {part.name}: {_python_part_type(part)}"
    else:
        yield from _remark(declared.description, "# ")
        yield f"{declared.name} = TypedDict("
        yield f'    "{declared.name}",'
        yield "    {"
        for part in declared.parts:
            yield from _remark(part.description, "        # ")
            name, type_text = (json.dumps(text, ensure_ascii=False) for text in (part.name, _python_part_type(part)))
            yield f"        {name}: {type_text},"
        yield "    },"
        yield "    total=False,"
        yield ")"


def _python_part_type(part: TypedPart) -> str:
    text = _python_type(part.type)
    return f"Required[{text}]" if part.is_required else text


_PYTHON = {"string": "str", "integer": "int", "number": "int | Decimal", "boolean": "bool", "null": "None",
           "any": "Any", "never": "Never"}  # fmt: skip


def _python_type(type_: Expr) -> str:
    match type_:
        case NamedType(name=name):
            return name
        case Literals(values=values):
            return f"Literal[{', '.join(repr(value) for value in values)}]"
        case ListOf(member=member):
            return f"list[{_python_type(member)}]"
        case MapOf(value=value):
            return f"dict[str, {_python_type(value)}]"
        case Union(parts=parts):
            return " | ".join(_python_type(part) for part in parts)
        case _:
            return _PYTHON[type_]


def _remark(text: str, sign: str) -> Iterator[str]:
    for line in text.splitlines():
        yield f"{sign}{line}".rstrip()


# ---------------------------------------------------------------------------------------------- TypeScript


def typescript(program: Program, language: Language = Language.EN) -> str:
    """The text of a TypeScript module: an interface for each object. `Facts` and `Decision` are the root types."""
    lines = [f"// {_head(program)}", f"// The pages have the hash {program.content_hash}.", ""]
    for declared in declared_types(program, language):
        lines += _typescript_lines(declared)
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _typescript_lines(declared: DeclaredType) -> Iterator[str]:
    yield from _typescript_remark(declared.description, "")
    if declared.parts is None:
        yield f"export type {declared.name} = {_typescript_type(declared.type)};"
        return
    yield f"export interface {declared.name} {{"
    for part in declared.parts:
        yield from _typescript_remark(part.description, "  ")
        name = part.name if part.name.isidentifier() else json.dumps(part.name, ensure_ascii=False)
        yield f"  {name}{'' if part.is_required else '?'}: {_typescript_type(part.type)};"
    yield "}"


_TYPESCRIPT = {"string": "string", "integer": "number", "number": "number", "boolean": "boolean", "null": "null",
               "any": "unknown", "never": "never"}  # fmt: skip


def _typescript_type(type_: Expr) -> str:
    match type_:
        case NamedType(name=name):
            return name
        case Literals(values=values):
            return " | ".join(json.dumps(value, ensure_ascii=False) for value in values)
        case ListOf(member=member):
            return f"Array<{_typescript_type(member)}>"
        case MapOf(value=value):
            return f"Record<string, {_typescript_type(value)}>"
        case Union(parts=parts):
            return " | ".join(_typescript_type(part) for part in parts)
        case _:
            return _TYPESCRIPT[type_]


def _typescript_remark(text: str, indent: str) -> Iterator[str]:
    if text:
        yield f"{indent}/** {text.replace('*/', '* /')} */".replace("\n", f"\n{indent} * ")
