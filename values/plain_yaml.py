"""YAML read straight from the events of libyaml: mappings, lists and plain values, in half the time of its constructor.

Whatever else a file holds (anchors, tags, merges, keys that are no words), or whatever is wrong with it, is left to the
constructor itself: the values and the refusals are its own.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import yaml
from yaml._yaml import CParser
from yaml.constructor import SafeConstructor
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
    StreamStartEvent,
)
from yaml.nodes import ScalarNode
from yaml.resolver import Resolver

_RESOLVER = Resolver()
_STARTS = frozenset(Resolver.yaml_implicit_resolvers)  # a plain text that starts otherwise is a text
_TEXT = Resolver.DEFAULT_SCALAR_TAG
_VALUES = frozenset({f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null", "timestamp")})


class _NotPlainError(Exception):
    """To be left to the constructor."""


def load_yaml(text: str) -> Any:
    """What yaml.load gives with its safe loader.

    Raises yaml.YAMLError.
    """
    try:
        return _document(CParser(text).get_event)
    except (_NotPlainError, yaml.YAMLError):
        return yaml.load(text, Loader=yaml.CSafeLoader)


def _document(event_of: Callable[[], Any]) -> Any:
    if not isinstance(event_of(), StreamStartEvent) or not isinstance(event_of(), DocumentStartEvent):
        raise _NotPlainError
    value = _value(event_of(), event_of)
    if not isinstance(event_of(), DocumentEndEvent) or not isinstance(event_of(), StreamEndEvent):
        raise _NotPlainError
    return value


def _value(event: Any, event_of: Callable[[], Any]) -> Any:
    kind = type(event)
    if kind is AliasEvent or event.anchor is not None or event.tag is not None:
        raise _NotPlainError
    if kind is ScalarEvent:
        return _plain(event.value) if event.implicit[0] and event.value[:1] in _STARTS else event.value
    return _mapping(event_of) if kind is MappingStartEvent else _sequence(event_of)


def _mapping(event_of: Callable[[], Any]) -> dict[str, Any]:
    found = {}
    while type(event := event_of()) is not MappingEndEvent:
        key = _value(event, event_of)
        if type(key) is not str or key == "<<":
            raise _NotPlainError
        found[key] = _value(event_of(), event_of)
    return found


def _sequence(event_of: Callable[[], Any]) -> list[Any]:
    found = []
    while type(event := event_of()) is not SequenceEndEvent:
        found.append(_value(event, event_of))
    return found


@cache
def _plain(text: str) -> Any:
    """A number, a day, yes or no where the text reads as one."""
    tag = _RESOLVER.resolve(ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]  # so the stubs have it
    if tag == _TEXT:
        return text
    if tag not in _VALUES:
        raise _NotPlainError
    return SafeConstructor().construct_object(ScalarNode(tag, text))
