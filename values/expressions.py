"""Regular expressions that are compiled when first used.

A command meets a few of the hundreds there are, and a range of Chinese characters costs a millisecond to compile.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any, cast


class _Expression:
    def __init__(self, text: str, flags: int) -> None:
        self.pattern, self.flags = text, flags

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self.pattern, self.flags)

    def __getattr__(self, name: str) -> Any:
        """A method of the compiled pattern, kept from then on."""
        if name.startswith("__"):  # asked by copy and pickle
            raise AttributeError(name)
        found = getattr(self._compiled, name)
        setattr(self, name, found)
        return found


def expression(text: str, flags: int = 0) -> re.Pattern[str]:
    """What re.compile gives, later: a mistake in it shows when it is first used, not on import."""
    return cast("re.Pattern[str]", _Expression(text, flags))
