"""All declared checks: importing the topics is what declares them."""

from __future__ import annotations

import difflib
import importlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from checks.declare import REGISTRY
from checks.model import Check
from checks.packs import PACKS

_TOPICS = Path(__file__).parent / "topics"


class UnknownCheckError(ValueError):
    """A code that no check has; the message is Chinese."""


@cache
def all_checks() -> tuple[Check, ...]:
    """Every check, in the order of codes."""
    _import_topics("")
    return tuple(REGISTRY[code] for code in sorted(REGISTRY))


@cache
def document_checks() -> tuple[Check, ...]:
    """Those of official documents alone, in the order of codes: what they need is soon imported."""
    _import_topics("document")
    return tuple(REGISTRY[code] for code in sorted(REGISTRY) if REGISTRY[code].form == "document")


def _import_topics(start: str) -> None:
    for module in sorted(_TOPICS.glob(f"{start}*.py")):
        importlib.import_module(f"checks.topics.{module.stem}")


def select_checks(
    select: Iterable[str] = (), ignore: Iterable[str] = (), local: Iterable[Check] = ()
) -> tuple[Check, ...]:
    """The checks to run, a county's own (`local`) with them. A code may be a prefix (INC) or the name of a pack.

    Raises:
        UnknownCheckError: a code or prefix no check has.
    """
    select, ignore = tuple(select), tuple(ignore)
    known = (*all_checks(), *local)
    for wanted in (*select, *ignore):
        if not is_known(wanted, known):
            raise _unknown(wanted, known)
    return chosen_among(known, select, ignore)


def is_known(wanted: str, known: Iterable[Check]) -> bool:
    """Does a code, prefix or pack name any of the checks?"""
    return any(_named(check, (wanted,)) for check in known)


def chosen_among(known: Iterable[Check], select: tuple[str, ...], ignore: tuple[str, ...]) -> tuple[Check, ...]:
    """Those selected, or all, without those to be ignored."""
    return tuple(check for check in known if (not select or _named(check, select)) and not _named(check, ignore))


def _named(check: Check, wanted: tuple[str, ...]) -> bool:
    pack = PACKS[check.pack].name if check.pack else None
    return check.code.startswith(wanted) or pack in wanted


def find_check(code: str, local: Iterable[Check] = ()) -> Check:
    """The check of that code, also among a county's own.

    Raises:
        UnknownCheckError: there is none.
    """
    known = {check.code: check for check in (*all_checks(), *local)}
    if code.upper() not in known:
        raise _unknown(code, known.values())
    return known[code.upper()]


def _unknown(code: str, known: Iterable[Check]) -> UnknownCheckError:
    nearest = difflib.get_close_matches(code.upper(), [check.code for check in known], n=3, cutoff=0.5)
    hint = f"；相近的有 {'、'.join(nearest)}" if nearest else ""
    return UnknownCheckError(f"没有编号为 {code} 的核查项{hint}。用 xianjie explain 可查看全部编号")
