"""One call: a SOURCE in, the bytes of a .docx and the list of what is still to be filled in out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from documents.package import UnreadableDocumentError
from drafting import notice
from drafting.faults import SourceError, SourceFault
from drafting.source import Source, read_source
from templates.render import load_template


@dataclass(frozen=True, slots=True)
class Drafted:
    """A drafted document; writing it to a file is the caller's."""

    docx_bytes: bytes
    todo: tuple[str, ...]
    kind: str


@dataclass(frozen=True, slots=True)
class Draft:
    """What the template prints, and what a person still has to do."""

    context: Mapping[str, object]
    todo: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """A document kind: the keys it cannot do without, and how its SOURCE becomes a draft."""

    required: tuple[str, ...]
    build: Callable[[Source], Draft]


def _notice(source: Source) -> Draft:
    read = notice.read_notice(source)
    return Draft(notice.context(read), tuple(notice.to_do(read)))


KINDS: Mapping[str, Kind] = {
    "转发通知": Kind(("发文机关", "主送机关", "来文"), _notice),
    "印发通知": Kind(("发文机关", "主送机关"), _notice),
}


def draft_document(source_path: Path) -> Drafted:
    """The document that the SOURCE describes.

    Raises SourceError with every fault of the SOURCE, TemplateError when an edited template cannot be used.
    """
    try:
        source = read_source(source_path, {name: kind.required for name, kind in KINDS.items()})
    except UnreadableDocumentError as error:
        raise SourceError(source_path.name, [SourceFault("", None, str(error))]) from error
    draft = KINDS[source.kind].build(source)
    return Drafted(load_template(source.kind).render(draft.context), (*draft.todo, *source.notes), source.kind)
