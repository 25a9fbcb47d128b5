"""Every input with its place and its days."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from documents.model import OfficialDocument
from values.divisions import Division
from xianjie.inputs.contexts import Context, Options, context_of, document_context
from xianjie.inputs.opened import Opened

if TYPE_CHECKING:
    from ledgers.model import Ledger


class Placed(Struct, frozen=True):
    """Ledgers and documents (with their path), each with its context, in the order they were opened."""

    ledgers: tuple[tuple[Ledger, Context], ...]
    documents: tuple[tuple[str, OfficialDocument, Context], ...]


def place_inputs(opened: Opened, options: Options, default: Division | None, registered: Sequence[str]) -> Placed:
    """Work out where and when each input is to be judged."""
    return Placed(
        tuple((ledger, context_of(ledger, options, default, registered)) for ledger in opened.ledgers),
        tuple((path, document, document_context(document, options, default)) for path, document in opened.documents),
    )
