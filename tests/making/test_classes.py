"""A class that the house makes is what attrs makes of the same lines."""

from __future__ import annotations

import copy
import inspect
import pickle
from functools import cached_property
from typing import Any, ClassVar, Generic, TypeVar

import attrs
import pytest

from ipdsl.making import attrs as house

T = TypeVar("T")


def _place(maker: Any, how: str = "frozen", **options: bool) -> Any:
    @getattr(maker, how)(**options)
    class Place:
        word: str
        line: int = maker.field(default=1, eq=False, repr=False)

    return Place


def _named(maker: Any, how: str = "frozen", base: type = object, **options: bool) -> Any:
    @getattr(maker, how)(**options)
    class Named(base):
        kind: ClassVar[str] = "named"
        names: list[str] = maker.field(factory=list)
        _seen: dict[str, int] = maker.field(factory=dict)
        _order: int | None = maker.field(init=False, default=None, eq=False)
        told: str = maker.field(default="", kw_only=True)

        @cached_property
        def first(self) -> str:
            self._seen["first"] = self._seen.get("first", 0) + 1
            return self.names[0]

    return Named


def _sum(maker: Any, **options: bool) -> Any:
    @maker.frozen(**options)
    class Sum(Generic[T]):
        minor: int
        currency: str = "CNY"

    return Sum


@pytest.fixture(params=[attrs, house], ids=["attrs", "house"])
def maker(request: pytest.FixtureRequest) -> Any:
    """Who makes the classes: all that is said here holds of both."""
    return request.param


def test_what_is_given(maker: Any) -> None:
    place, named = _place(maker), _named(maker, "define")
    assert str(inspect.signature(place)).startswith("(word")
    assert list(inspect.signature(named).parameters) == ["names", "seen", "told"]
    assert (place("a").line, place("a", 2).line, place(line=3, word="a").line) == (1, 2, 3)
    assert (named().names, named(["x"]).told, named(told="y").told, named()._order) == ([], "", "y", None)
    assert named().names is not named().names
    for wrong in ({}, {"word": "a", "other": 1}):
        with pytest.raises(TypeError):
            place(**wrong)
    with pytest.raises(TypeError):
        named([], {}, "told")


def test_equal_by_content_and_class(maker: Any) -> None:
    place, total = _place(maker), _sum(maker, order=True)
    assert place("a", 1) == place("a", 2) != place("b", 1)
    assert hash(place("a", 1)) == hash(place("a", 2))
    assert place("a") != _place(maker)("a")
    assert total(1) < total(2) <= total(2) < total(2, "USD") > total(2)
    assert max(total(3), total(1)) >= total(3)
    with pytest.raises(TypeError):
        assert total(1) < 2


def test_some_are_not_to_be_hashed_or_compared(maker: Any) -> None:
    with pytest.raises(TypeError):
        hash(_place(maker, "define")("a"))
    assert hash(_place(maker, "define", unsafe_hash=True)("a")) is not None
    alone = _place(maker, eq=False)
    assert alone("a") != alone("a")
    assert len({alone("a"), alone("a")}) == 2


def test_shown(maker: Any) -> None:
    assert repr(_place(maker)("a")).endswith("Place(word='a')")
    assert repr(_named(maker)(["x"])).endswith("Named(names=['x'], _seen={}, _order=None, told='')")


def test_frozen_and_open(maker: Any) -> None:
    frozen, opened = _place(maker)("a"), _place(maker, "define")("a")
    for change in (lambda: setattr(frozen, "word", "b"), lambda: delattr(frozen, "word")):
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            change()
    opened.word = "b"
    assert (frozen.word, opened.word) == ("a", "b")
    for one in (frozen, opened):
        assert not hasattr(one, "__dict__")
        with pytest.raises(AttributeError):
            one.other = 1


@pytest.mark.parametrize("how", ["frozen", "define"])
def test_cached_properties(maker: Any, how: str) -> None:
    one = _named(maker, how)(["x"])
    assert (one.first, one.first, one._seen) == ("x", "x", {"first": 1})
    with pytest.raises(AttributeError, match="second"):
        assert one.second


def test_below_another_class(maker: Any) -> None:
    place = _place(maker)
    below = _named(maker, "frozen", place, kw_only=True)
    one = below("a", 2, names=["x"])
    assert list(inspect.signature(below).parameters) == ["word", "line", "names", "seen", "told"]
    assert (one.word, one.line, one.first, one.kind) == ("a", 2, "x", "named")
    assert below.__match_args__ == ("word", "line")
    assert isinstance(one, place)
    assert one != place("a", 2)


def test_matched_by_place(maker: Any) -> None:
    place = _place(maker)
    match place("a", 2):
        case place(word, line):
            assert (word, line) == ("a", 2)
    assert _named(maker).__match_args__ == ("names", "_seen")


def test_changed_in_parts(maker: Any) -> None:
    named = _named(maker)
    for evolve in (maker.evolve, attrs.evolve):
        one = evolve(named(["x"], told="y"), told="z")
        assert (one.names, one.told) == (["x"], "z")
        with pytest.raises(TypeError):
            evolve(one, other=1)


def test_fields_are_told(maker: Any) -> None:
    named = _named(maker)
    for fields in (maker.fields, attrs.fields):
        told = [(one.name, one.alias, one.init, one.eq, one.repr, one.kw_only) for one in fields(named)][:4]
        assert told == [
            ("names", "names", True, True, True, False),
            ("_seen", "seen", True, True, True, False),
            ("_order", "order", False, False, True, False),
            ("told", "told", True, True, True, True),
        ]
    assert (maker.has(named), maker.has(str), attrs.has(named)) == (True, False, True)


@house.frozen
class Kept:
    """A class with a name, as pickle wants it."""

    word: str
    later: int = house.field(init=False)


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, lambda one: pickle.loads(pickle.dumps(one))])
def test_copies(again: Any) -> None:
    one = again(Kept("a"))
    assert (type(one), one.word, hasattr(one, "later")) == (Kept, "a", False)
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        one.word = "b"
