"""On every specimen: what is right stays byte for byte, a mechanical fault is mended and nothing else, a second run does nothing."""

from __future__ import annotations

from functools import cache

import pytest

from checks.model import Finding
from tests.repair.documents import layout_of, repaired, right_ones, texts
from tests.specimens import Defect, conformant, defects
from xianjie.repair.repairing import Repaired

MECHANICAL = [defect for defect in defects() if defect.mechanical]
OTHERS = [defect for defect in defects() if not defect.mechanical]
BLANKS_CLOSED = {"词被拆开"}  # a blank between two characters goes, whoever put it there
REVISIONS = "DOC433"  # what tracked changes are, once they are there


def kinds(findings: tuple[Finding, ...]) -> set[tuple[str, str | None]]:
    return {(finding.code, finding.element) for finding in findings} - {(REVISIONS, "正文")}


@cache
def sound_kinds(variant: str) -> frozenset[tuple[str, str | None]]:
    return frozenset(kinds(repaired(conformant()[variant]).left))


@pytest.mark.parametrize("name", conformant())
def test_a_conformant_document_comes_out_as_it_went_in(name: str) -> None:
    document = conformant()[name]
    for track in (False, True):
        result = repaired(document, track=track)
        assert result.data == document
        assert not result.changes


@pytest.mark.parametrize("defect", MECHANICAL, ids=lambda defect: defect.name)
def test_a_mechanical_fault_is_mended_and_nothing_else(defect: Defect) -> None:
    plain, tracked = repaired(defect.docx), repaired(defect.docx, track=True)
    assert plain.changes
    assert kinds(plain.left) <= sound_kinds(defect.variant)
    stays_right(defect, plain.data)
    runs_once(plain, track=False)
    is_the_same_tracked(defect, plain, tracked)
    runs_once(tracked, track=True)


def runs_once(result: Repaired, *, track: bool) -> None:
    again = repaired(result.data, track=track)
    assert again.data == result.data
    assert not again.changes


def stays_right(defect: Defect, mended: bytes) -> None:
    sound, faulty, after = map(layout_of, (conformant()[defect.variant], defect.docx, mended))
    blank_line_gone = any(
        "above" in edit.get("set", {}) for edit in defect.edits
    )  # mended by room before the line below
    for index in () if blank_line_gone else right_ones(sound, faulty):
        assert after.paragraphs[index] == faulty.paragraphs[index]
    for part in ("sections", "running", "rules", "pictures", "odd_and_even"):
        if getattr(sound, part) == getattr(faulty, part):
            assert getattr(after, part) == getattr(faulty, part)


def is_the_same_tracked(defect: Defect, plain: Repaired, tracked: Repaired) -> None:
    """Accepted it is what an untracked repair makes; rejected it is the text as it was."""
    assert list(map(str, tracked.changes)) == list(map(str, plain.changes))
    assert texts(tracked.data) == texts(plain.data)
    before, rejected = texts(defect.docx), texts(tracked.data, revisions="rejected")
    assert {name: rejected[name] for name in before} == before


@pytest.mark.parametrize("defect", OTHERS, ids=lambda defect: defect.name)
def test_what_needs_judgement_is_left(defect: Defect) -> None:
    result = repaired(defect.docx)
    if defect.name not in BLANKS_CLOSED:
        assert texts(result.data) == texts(defect.docx)
    assert defect.code is None or defect.code in {finding.code for finding in result.left}
    runs_once(result, track=False)
