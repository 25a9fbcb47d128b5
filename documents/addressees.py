"""The addressee of a document, and the elements that lines make."""

from __future__ import annotations

from documents.levels import level_of
from documents.lines import Line
from documents.model import Element, ElementKind
from documents.patterns import ADDRESS_OPENING, ADDRESSEE, BODY_OPENING, NOT_ADDRESSED
from documents.places import Place


def element_at(kind: ElementKind, text: str, *lines: Line) -> Element:
    """An element that takes up these lines."""
    places = tuple(dict.fromkeys(place for line in lines for place in (line.places or (line.place,))))
    return Element(kind, text, places[0] if places else Place(), places if len(places) > 1 else ())


def is_addressed(text: str) -> bool:
    """A line that names addressees and ends with a colon."""
    found = ADDRESSEE.fullmatch(text.strip())
    return bool(found and not NOT_ADDRESSED.match("".join(found.group(1).split())) and not level_of(text)[0])


def read_addressee(lines: list[Line], elements: list[Element]) -> list[Line]:
    """The lines below the addressee, which is put to the elements; one that runs into its text is cut there."""
    if not lines:
        return lines
    line, below = lines[0], lines[1].text if len(lines) > 1 else ""
    if is_addressed(line.text):
        elements.append(element_at("主送机关", line.text.strip()[:-1], line))
        return lines[1:]
    if (found := ADDRESSEE.match(line.text)) and ADDRESS_OPENING.match(line.text):
        after = line.text[found.end() :].strip()
        if BODY_OPENING.match(after):
            elements.append(element_at("主送机关", found.group(1), line))
            return [Line(line.place, after), *lines[1:]]
    elif "。" not in line.text and ADDRESS_OPENING.match(line.text) and BODY_OPENING.match(below):
        elements.append(element_at("主送机关", line.text, line))
        return lines[1:]
    return lines
