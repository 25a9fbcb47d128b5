"""Repairs of where 署名 and 成文日期 stand: in the form that the seal or the stamp on the page shows.

Without either nobody can say whether the document will be sealed. Only where another repair moved what stood right is the
form told from what did not move.
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.official_pages import character, elements_of, figure
from checks.topics.document_signoff import Placed, has_stamp, placed_from_right, seals_near, written_day
from xianjie.repair.formatting import align, indent, strip
from xianjie.repair.model import Change, Work
from xianjie.repair.places import Told, node_of, told

_SLIP = 1  # character


def sign_off(work: Work) -> list[Change]:
    day = written_day(work.document, work.layout)
    signed = [placed for e in elements_of(work.document, "署名") if (placed := placed_from_right(work.layout, e))]
    if day is None or len(signed) != len(elements_of(work.document, "署名")):
        return []
    wanted = _wanted(work, day, signed)
    return [change for placed, ends in wanted for change in told(work, placed.element.kind, _set(work, placed, ends))]


def _wanted(work: Work, day: Placed, signed: list[Placed]) -> list[tuple[Placed, float]]:
    """What has to be moved, and how far from the right it has to end, in characters."""
    if seals_near(work.layout, day):
        return _sealed(work, day, signed)
    if has_stamp(work.layout, day):
        return [(day, work.form["stamp_indent"].value)]
    if not work.following or not signed:
        return []
    if abs(day.ends - work.form["sealed_day_indent"].value) <= _SLIP / 2:
        return _sealed(work, day, signed)
    return _unsealed(work, day, signed)


def _sealed(work: Work, day: Placed, signed: list[Placed]) -> list[tuple[Placed, float]]:
    wanted = work.form["sealed_day_indent"].value
    longest = max((placed.width for placed in signed), default=0)
    ends = wanted + max(0.0, (longest - day.width) / 2 - wanted)
    moved = [(day, ends)] if abs(day.ends - ends) > _SLIP else []
    ends = ends if moved else day.ends
    centred = [(placed, ends + (day.width - placed.width) / 2) for placed in signed] if len(signed) == 1 else []
    return [*moved, *((placed, at) for placed, at in centred if abs(placed.ends - at) > _SLIP)]


def _unsealed(work: Work, day: Placed, signed: list[Placed]) -> list[tuple[Placed, float]]:
    right = work.form["unsealed_signature_indent"].value
    shift = work.form["unsealed_day_after_signature"].value
    longest = max(placed.width for placed in signed)
    begins = right + (day.width + shift if day.width > longest else longest)  # of the signatures, from the right
    wanted = [(day, begins - shift - day.width), *((placed, begins - placed.width) for placed in signed)]
    return [(placed, ends) for placed, ends in wanted if abs(placed.ends - ends) > _SLIP / 2]


def _set(work: Work, placed: Placed, ends: float) -> Iterator[Told]:
    node = node_of(work, placed.paragraph)
    if node is not None and ends >= 0:
        strip(node, work.tracking)
        indent(node, character(placed.paragraph), work.tracking, left=0, first=0, right=ends)
        align(node, "right", work.tracking)
        yield placed.paragraph.place.paragraph, f"右空{_count(placed.ends)}", f"右空{_count(ends)}"


def _count(characters: float) -> str:
    return f"{figure(round(characters, 1))}字"
