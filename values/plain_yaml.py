"""YAML 1.2 as plain values: `no` is a word, 010 is ten, and a day is a text, to be read by who needs a day."""

from __future__ import annotations

import re
from typing import Any

from yaml12 import Yaml, parse_yaml


class NotPlainYamlError(ValueError):
    """No YAML, or more than mappings, lists and plain values; `line` counts from 1 where it is known."""

    def __init__(self, line: int | None = None) -> None:
        super().__init__(f"第{line}行" if line else "")
        self.line = line


def load_yaml(text: str) -> Any:
    """The one document in the text; None where there is nothing.

    Raises NotPlainYamlError.
    """
    try:
        documents = parse_yaml(text, multi=True)
    except ValueError as error:
        named = re.search(r"line (\d+)", str(error))
        raise NotPlainYamlError(int(named[1]) if named else None) from error
    if len(documents) > 1 or ("!" in text and _has_tags(documents)):
        raise NotPlainYamlError
    return documents[0] if documents else None


def _has_tags(value: Any) -> bool:
    if isinstance(value, dict):
        return any(map(_has_tags, value)) or any(map(_has_tags, value.values()))
    return any(map(_has_tags, value)) if isinstance(value, list) else isinstance(value, Yaml)
