"""Where something stands in a document."""

from __future__ import annotations

from msgspec import Struct


class Place(Struct, frozen=True):
    """Where something stands: a paragraph of a docx, a page of a PDF, a line of a text; all count from 1."""

    paragraph: int | None = None
    page: int | None = None
    line: int | None = None

    def __str__(self) -> str:
        named = (("第{}页", self.page), ("第{}段", self.paragraph), ("第{}行", self.line))
        return "".join(form.format(number) for form, number in named if number is not None) or "全文"


NOWHERE = Place()
