"""What a package says of its own parts: their relationships to the text, and their types."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from templates.blocks import Attachment

RELATIONSHIPS = "word/_rels/document.xml.rels"
CONTENT_TYPES = "[Content_Types].xml"
CHANGED = (CONTENT_TYPES, RELATIONSHIPS)


def with_attachments(parts: Mapping[str, bytes], attachments: Iterable[Attachment]) -> dict[str, bytes]:
    """The attachments as parts, each once, and the two lists that name them."""
    added = {attachment.part: attachment for attachment in attachments}.values()
    return {
        CONTENT_TYPES: _with_entries(parts[CONTENT_TYPES], map(_type, added), "</Types>"),
        RELATIONSHIPS: _with_entries(parts[RELATIONSHIPS], map(_relationship, added), "</Relationships>"),
        **{attachment.part: attachment.data for attachment in added},
    }


def _type(attachment: Attachment) -> str:
    return f'<Override PartName="/{attachment.part}" ContentType="{attachment.content_type}"/>'


def _relationship(attachment: Attachment) -> str:
    target = attachment.part.removeprefix("word/")
    return f'<Relationship Id="{attachment.relationship}" Type="{attachment.relationship_type}" Target="{target}"/>'


def _with_entries(listing: bytes, entries: Iterable[str], end: str) -> bytes:
    return listing.decode("utf-8").replace(end, "".join(entries) + end).encode("utf-8")
