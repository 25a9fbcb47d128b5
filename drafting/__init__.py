"""From data to the context of each document, and the document itself."""

from drafting.draft import Drafted, draft_document
from drafting.example import new_source
from drafting.faults import SourceError, SourceFault

__all__ = ["Drafted", "SourceError", "SourceFault", "draft_document", "new_source"]
