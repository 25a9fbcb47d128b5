"""Every input with its place and its days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from documents.model import OfficialDocument
from values.divisions import Division, contains
from xianjie.inputs.contexts import Context, Options, context_of, county_called, document_context
from xianjie.inputs.opened import Opened

if TYPE_CHECKING:
    from ledgers.model import Ledger


class Placed(Struct, frozen=True):
    """Ledgers and documents (with their path), each with its context, in the order they were opened."""

    ledgers: tuple[tuple[Ledger, Context], ...]
    documents: tuple[tuple[str, OfficialDocument, Context], ...]


def place_inputs(opened: Opened, options: Options, default: Division | None, registered: Sequence[str]) -> Placed:
    """Work out where and when each input is to be judged; a ledger of several counties is one input for each."""
    return Placed(
        tuple(placed for ledger in opened.ledgers for placed in _counties(ledger, options, default, registered)),
        tuple((path, document, document_context(document, options, default)) for path, document in opened.documents),
    )


def _counties(
    ledger: Ledger, options: Options, default: Division | None, registered: Sequence[str]
) -> Iterator[tuple[Ledger, Context]]:
    from xianjie.inputs.counties import by_county

    scope = options.division or default
    for part, county in by_county(ledger, lambda name: county_called(name, scope, registered)):
        yield part, context_of(part, _options_of(county, options), default, registered)


def _options_of(county: Division | None, options: Options) -> Options:
    """The records of a county are judged there, whatever county was meant for the whole."""
    if county is None or (options.division and contains(county, options.division)):
        return options
    return replace(options, division=county)
