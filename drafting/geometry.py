"""The measures a form gives to what is set before Word sees it: text area, line, character; in twips."""

from __future__ import annotations

from unicodedata import east_asian_width

from msgspec import Struct

from policies.forms.form import Form, load_form

PER_MILLIMETRE, PER_POINT = 1440 / 25.4, 20
NARROWED = 0.25  # points taken off a character so that 28 of 3号 stand on 156 mm


class Geometry(Struct, frozen=True):
    """The text area, the pitch of its lines, the width of a character and of a digit or Latin letter."""

    area: int
    page: int
    line: int
    character: int
    half: int

    def width(self, text: str) -> int:
        """The width of a text in the size of the body."""
        return sum(self.character if east_asian_width(sign) in "WFA" else self.half for sign in text)

    @property
    def characters(self) -> int:
        return self.area // self.character


def geometry_of(form: Form) -> Geometry:
    """The measures of a form; where it gives none for a line, as many lines as it asks for fill the page."""
    page = form["text_height"].value * PER_MILLIMETRE
    pitch = form["line_pitch"].value * PER_POINT if "line_pitch" in form.deviations else page / form["lines_a_page"].value
    return Geometry(
        area=int(form["text_width"].value * PER_MILLIMETRE),
        page=round(page),
        line=int(pitch),
        character=round((form["body_size"].value - NARROWED) * PER_POINT),
        half=round((form["body_size"].value / 2 - NARROWED) * PER_POINT),
    )


NATIONAL = geometry_of(load_form())
