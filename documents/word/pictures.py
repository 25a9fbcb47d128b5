"""Pictures that stand in the text by themselves, with the bytes of their files."""

from __future__ import annotations

import posixpath

from documents.layout import TWIPS_PER_MILLIMETRE
from documents.model import Figure
from documents.places import Place
from documents.word.reading import WordDocument

_SMALLEST = 15 * TWIPS_PER_MILLIMETRE  # below it is an ornament


def figure_in(place: Place, word: WordDocument) -> Figure | None:
    """The picture set in line at a place, where it is one to be looked at."""
    for picture in word.layout.pictures:
        if picture.place == place and picture.left is None and max(picture.width, picture.height) >= _SMALLEST:
            name, data = word.file.related(picture.source)
            width, height = (round(length / TWIPS_PER_MILLIMETRE, 1) for length in (picture.width, picture.height))
            return Figure(posixpath.basename(name), data, width, height)
    return None
