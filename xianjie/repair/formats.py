"""Repairs of form, by the check whose findings they mend: paper first, then typefaces, places, 版记, page numbers."""

from __future__ import annotations

from collections.abc import Mapping

from xianjie.repair import annexes, head, imprint, page_numbers, page_sides, paper, paragraphs, signoff, typefaces
from xianjie.repair.model import Repair

FORMAT_REPAIRS: Mapping[str, Repair] = {
    "DOC201": paper.paper,
    "DOC202": paper.margins,
    "DOC219": typefaces.body_and_title,
    "DOC211": typefaces.body_and_title,
    "DOC212": typefaces.body_and_title,
    "DOC213": typefaces.headings,
    "DOC214": typefaces.annex_marks,
    "DOC215": typefaces.imprint,
    "DOC216": typefaces.head,
    "DOC217": head.red_head,
    "DOC218": typefaces.signers,
    "DOC221": typefaces.strange_stretches,
    "DOC203": paper.line_pitch,
    "DOC205": paper.line_pitch,
    "DOC204": paper.characters_a_line,
    "DOC303": head.number_ending,
    "DOC232": head.number_place,
    "DOC233": head.rule_look,
    "DOC234": head.rule_distance,
    "DOC235": head.flush_marks,
    "DOC241": paragraphs.centred_title,
    "DOC243": paragraphs.flush_addressee,
    "DOC244": paragraphs.indented_body,
    "DOC245": paragraphs.blank_lines,
    "DOC246": paragraphs.annex_list,
    "DOC247": paragraphs.indented_remark,
    "DOC251": signoff.sign_off,
    "DOC261": imprint.rules,
    "DOC262": imprint.rule_width,
    "DOC264": imprint.indents,
    "DOC271": page_numbers.added,
    "DOC272": page_sides.sides,
    "DOC273": page_numbers.dashes,
    "DOC274": page_numbers.typeface,
    "DOC275": page_numbers.distance,
    "DOC281": annexes.new_page,
    "DOC282": annexes.flush_mark,
    "DOC283": annexes.title,
}
