"""Makes classes of their annotations, as attrs does, in a fifth of the time: for `ipdsl.making.attrs`.

attrs takes half a millisecond to make a class of the usual size, and a process that settles makes a hundred of them.
Here one function is compiled for each class, its `__init__`; all other methods are closures over the names of the
fields. A frozen object is filled while it has a class that is open, and closed then, which is faster than one call of
`object.__setattr__` for each field. Classes always have slots; cached properties have a slot too, weak
references have none.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from functools import cached_property, partial
from typing import Any, NoReturn

NOTHING: Any = type("NOTHING", (), {"__repr__": lambda _: "NOTHING"})()
"""No value was given."""


class Field:
    """One field of a class; `name` and `alias`, its name for who makes an object, are known with the class."""

    def __init__(
        self,
        *,
        default: Any = NOTHING,
        factory: Callable[[], Any] | None = None,
        init: bool = True,
        repr: bool = True,  # the names of attrs
        eq: bool = True,
        hash: bool | None = None,
        kw_only: bool | None = None,
        alias: str = "",
    ) -> None:
        self.name, self.alias = "", alias
        self.default, self.factory = default, factory
        self.init, self.repr, self.eq, self.hash, self.kw_only = init, repr, eq, eq if hash is None else hash, kw_only

    @property
    def is_required(self) -> bool:
        """Whether who makes an object has to give it."""
        return self.default is NOTHING and self.factory is None


def made(
    cls: type, *, frozen: bool, kw_only: bool = False, eq: bool = True, order: bool = False, unsafe_hash: bool = False
) -> type:
    """The class with slots for what it annotates, and with methods."""
    own = {name: value for name, value in vars(cls).items() if name not in ("__dict__", "__weakref__")}
    fields = _fields(cls, own, kw_only=kw_only)
    inherited = {field.name for base in cls.__mro__[1:] for field in vars(base).get("__fields__", ())}
    computed = {name: value for name, value in own.items() if isinstance(value, cached_property)}
    for name in computed:
        del own[name]
    own["__slots__"] = (*(field.name for field in fields if field.name not in inherited), *computed)
    own["__fields__"] = fields
    own["__match_args__"] = tuple([field.name for field in fields if field.init and not field.kw_only])
    own["__attrs_attrs__"] = _ForAttrs()
    if computed:
        own["__getattr__"] = _computing(computed, getattr(cls, "__getattr__", None))
    own.setdefault("__repr__", _shown)
    own.setdefault("__getstate__", _state)
    own.setdefault("__setstate__", _filled)
    if eq and "__eq__" not in own:
        own["__eq__"] = _equal(_values([field.name for field in fields if field.eq]))
        hashed = [field.name for field in fields if field.hash]
        own["__hash__"] = _hashed(_values(hashed)) if frozen or unsafe_hash else None
    if order:
        key = _values([field.name for field in fields if field.eq])
        own |= {name: _ordered(key, getattr(operator, name)) for name in ("__lt__", "__le__", "__gt__", "__ge__")}
    if frozen:
        own |= {"__setattr__": _refused, "__delattr__": _refused}
    closed = type(cls)(cls.__name__, cls.__bases__, own)
    if "__init__" not in own:
        closed.__init__ = _filler(closed, fields, opened(closed) if frozen else None)  # type: ignore[misc]
    return closed


def opened(closed: type) -> type:
    """A subclass whose objects may be filled, and get the class itself then."""
    own = {"__slots__": (), "__setattr__": object.__setattr__, "__delattr__": object.__delattr__}
    return type(closed)(closed.__name__, (closed,), own)


def _fields(cls: type, own: dict[str, Any], *, kw_only: bool) -> tuple[Field, ...]:
    """The fields of the bases, then its own; defaults are taken out of the names of the class."""
    found: dict[str, Field] = {
        field.name: field for base in reversed(cls.__mro__[1:]) for field in vars(base).get("__fields__", ())
    }
    for name, kind in own.get("__annotations__", {}).items():
        if "ClassVar" in str(kind):
            continue
        given = own.pop(name, NOTHING)
        field = given if isinstance(given, Field) else Field(default=given)
        field.name, field.alias = name, field.alias or name.lstrip("_")
        if field.kw_only is None:
            field.kw_only = kw_only
        found.pop(name, None)
        found[name] = field
    return tuple(found.values())


def _filler(closed: type, fields: tuple[Field, ...], opening: type | None) -> Callable[..., None]:
    """The function `__init__` of a class."""
    given: dict[str, Any] = {"NOTHING": NOTHING, "_set": object.__setattr__, "_open": opening, "_closed": closed}
    before, keywords, lines = list[str](), list[str](), list[str]()
    for field in fields:
        name, value = field.name, field.alias
        given |= {f"_of_{name}": field.factory or field.default}
        made_of = f"_of_{name}()" if field.factory else f"_of_{name}"
        if not field.init:
            if not field.is_required:
                lines.append(f"self.{name} = {made_of}")
            continue
        default = "" if field.is_required else "=NOTHING" if field.factory else f"=_of_{name}"
        (keywords if field.kw_only else before).append(f"{value}{default}")
        lines.append(f"self.{name} = {f'{made_of} if {value} is NOTHING else {value}' if field.factory else value}")
    taken = ["self", *before, *(["*", *keywords] if keywords else [])]
    if opening is not None:
        lines = ["_set(self, '__class__', _open)", *lines, "self.__class__ = _closed"]
    if hasattr(closed, "__attrs_post_init__"):
        lines.append("self.__attrs_post_init__()")
    text = f"def __init__({', '.join(taken)}):\n    " + "\n    ".join(lines or ["pass"])
    exec(compile(text, f"<made {closed.__qualname__}>", "exec"), given)
    return given["__init__"]  # type: ignore[no-any-return]


def _values(names: list[str]) -> Callable[[Any], object]:
    """What gives the values of some fields; `operator.attrgetter` wants one at least."""
    return operator.attrgetter(*names) if names else lambda _: ()


def _equal(key: Callable[[Any], object]) -> Callable[[Any, object], bool]:
    def __eq__(self: Any, other: object) -> bool:  # noqa: N807
        return key(self) == key(other) if other.__class__ is self.__class__ else NotImplemented

    return __eq__


def _hashed(key: Callable[[Any], object]) -> Callable[[Any], int]:
    def __hash__(self: Any) -> int:  # noqa: N807
        return hash(key(self))

    return __hash__


def _ordered(key: Callable[[Any], object], holds: Callable[[Any, Any], bool]) -> Callable[[Any, object], bool]:
    def compared(self: Any, other: object) -> bool:
        return holds(key(self), key(other)) if other.__class__ is self.__class__ else NotImplemented

    return compared


def _computing(computed: dict[str, cached_property[Any]], other: Any) -> Callable[[Any, str], Any]:
    """What computes a cached property when it is first read: its slot is empty then."""

    def __getattr__(self: Any, name: str) -> Any:  # noqa: N807
        found = computed.get(name)
        if found is None:
            if other is not None:
                return other(self, name)
            raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'", name=name, obj=self)
        value = found.func(self)
        object.__setattr__(self, name, value)
        return value

    return __getattr__


def _shown(self: Any) -> str:
    parts = [f"{field.name}={getattr(self, field.name, NOTHING)!r}" for field in self.__fields__ if field.repr]
    return f"{type(self).__qualname__}({', '.join(parts)})"


def _state(self: Any) -> dict[str, Any]:
    return {field.name: getattr(self, field.name) for field in self.__fields__ if hasattr(self, field.name)}


def _filled(self: Any, state: dict[str, Any]) -> None:
    for name, value in state.items():
        object.__setattr__(self, name, value)


def _refused(self: Any, name: str, _: Any = None) -> NoReturn:
    from attrs.exceptions import FrozenInstanceError

    raise FrozenInstanceError


field, AttrsInstance = Field, object


def frozen(cls: type | None = None, **how: Any) -> Any:
    """The class, or what makes it."""
    return partial(made, frozen=True, **how) if cls is None else made(cls, frozen=True)


def define(cls: type | None = None, **how: Any) -> Any:
    """The class, or what makes it; its objects may be changed."""
    return partial(made, frozen=False, **how) if cls is None else made(cls, frozen=False)


def has(cls: Any) -> bool:
    """Whether the class was made here."""
    return hasattr(cls, "__fields__")


def fields(cls: Any) -> tuple[Field, ...]:
    """The fields of a class, in their order."""
    found: tuple[Field, ...] = cls.__fields__
    return found


def evolve(one: Any, /, **changes: Any) -> Any:
    """An object as this one, but for what is named."""
    for part in fields(one):
        if part.init and part.alias not in changes:
            changes[part.alias] = getattr(one, part.name)
    return type(one)(**changes)


class _ForAttrs:
    """The fields as attrs tells them, for `attrs.fields`, `attrs.evolve` and all that stands on them."""

    def __get__(self, _: object, cls: Any) -> Any:
        import attrs

        parts = {
            field.name: attrs.field(
                default=attrs.Factory(field.factory) if field.factory else attrs.NOTHING
                if field.default is NOTHING else field.default,
                init=field.init, repr=field.repr, eq=field.eq, hash=field.hash, kw_only=field.kw_only,
                alias=field.alias,
            )
            for field in cls.__fields__
        }  # fmt: skip
        cls.__attrs_attrs__ = attrs.fields(attrs.make_class(cls.__name__, parts))
        return cls.__attrs_attrs__
