"""All declared checks: importing the topics is what declares them."""

from __future__ import annotations

import difflib
import importlib
import pkgutil
from collections.abc import Iterable
from functools import cache

import checks.topics
from checks.declare import REGISTRY
from checks.model import Check


class UnknownCheckError(ValueError):
    """A code that no check has; the message is Chinese."""


@cache
def all_checks() -> tuple[Check, ...]:
    """Every check, in the order of codes."""
    for module in pkgutil.iter_modules(checks.topics.__path__):
        importlib.import_module(f"checks.topics.{module.name}")
    return tuple(REGISTRY[code] for code in sorted(REGISTRY))


def select_checks(select: Iterable[str] = (), ignore: Iterable[str] = ()) -> tuple[Check, ...]:
    """The checks to run. A code may be a prefix (INC).

    Raises:
        UnknownCheckError: a code or prefix no check has.
    """
    select, ignore = tuple(select), tuple(ignore)
    for wanted in (*select, *ignore):
        _refuse_unknown(wanted)
    return tuple(
        check
        for check in all_checks()
        if (not select or check.code.startswith(select)) and not (ignore and check.code.startswith(ignore))
    )


def find_check(code: str) -> Check:
    """The check of that code.

    Raises:
        UnknownCheckError: there is none.
    """
    all_checks()
    if code.upper() not in REGISTRY:
        _refuse_unknown(code, whole=True)
    return REGISTRY[code.upper()]


def _refuse_unknown(code: str, *, whole: bool = False) -> None:
    codes = [check.code for check in all_checks()]
    if not whole and any(known.startswith(code) for known in codes):
        return
    nearest = difflib.get_close_matches(code.upper(), codes, n=3, cutoff=0.5)
    hint = f"；相近的有 {'、'.join(nearest)}" if nearest else ""
    raise UnknownCheckError(f"没有编号为 {code} 的核查项{hint}。用 xianjie explain 可查看全部编号")
