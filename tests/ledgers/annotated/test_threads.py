"""Threaded comments of Excel 365: a thread takes our note as a reply, and loses nothing."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from ledgers.annotated import Mark, annotate_workbook
from tests.ledgers.annotated.test_annotate import commented, comments, members
from tests.ledgers.readers.made_files import zipped

THREAD, PEOPLE = "xl/threadedComments/threadedComment1.xml", "xl/persons/person.xml"
THREADS = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
ZHANG, FIRST = "{11111111-1111-1111-1111-111111111111}", "{22222222-2222-2222-2222-222222222222}"


def threaded() -> bytes:
    """As Excel 365 saves it: a thread on A2, and beside it a note for older programs."""
    source = members(commented())
    tag, end = f'<threadedComment ref="A2" personId="{ZHANG}"', "</text></threadedComment>"
    first = f'{tag} dT="2024-07-01T08:00:00.00" id="{FIRST}"><text>请复核{end}'
    second = f'{tag} dT="2024-07-02T08:00:00.00" id="{ZHANG}" parentId="{FIRST}"><text>已复核{end}'
    source[THREAD] = f'<ThreadedComments xmlns="{THREADS}">{first}{second}</ThreadedComments>'.encode()
    person = f'<person displayName="张主任" id="{ZHANG}" userId="z" providerId="None"/>'
    source[PEOPLE] = f'<personList xmlns="{THREADS}">{person}</personList>'.encode()
    related = {
        "xl/worksheets/_rels/sheet1.xml.rels": ("threadedComment", "../threadedComments/threadedComment1.xml"),
        "xl/_rels/workbook.xml.rels": ("person", "persons/person.xml"),
    }
    for name, (kind, target) in related.items():
        line = f'<Relationship Id="rId99" Type="http://schemas.microsoft.com/office/2017/10/relationships/{kind}" Target="{target}"/>'
        source[name] = source[name].replace(b"</Relationships>", line.encode() + b"</Relationships>")
    return zipped(source)


def replies(data: bytes) -> list[tuple[str, str, str]]:
    content = members(data)
    people = {p.get("id"): p.get("displayName") for p in ET.fromstring(content[PEOPLE])}
    lines = ET.fromstring(content[THREAD])
    return [(line.get("ref"), people[line.get("personId")], line[0].text) for line in lines]


def test_a_thread_gets_our_note_as_a_reply_and_the_note_for_older_programs_too() -> None:
    copy = annotate_workbook(threaded(), [Mark("台账", "A2", "甲"), Mark("台账", "A3", "乙")])
    said = [("A2", "张主任", "请复核"), ("A2", "张主任", "已复核")]
    assert replies(copy) == [*said, ("A2", "核查", "【错误】甲")]
    assert comments(copy) == {"A1": "经办人：已核实", "A2": "请复核\n—— 核查意见 ——\n【错误】甲", "A3": "【错误】乙"}
    again = annotate_workbook(copy, [Mark("台账", "A2", "丙")])
    assert replies(again) == [*said, ("A2", "核查", "【错误】丙")]


def test_threads_on_other_cells_keep_their_bytes() -> None:
    copy = members(annotate_workbook(threaded(), [Mark("台账", "A3", "乙")]))
    for name in (THREAD, PEOPLE):
        assert copy[name] == members(threaded())[name]


def test_a_part_that_is_no_thread_stays() -> None:
    source = members(threaded())
    source[THREAD] = b"<ThreadedComments/>"
    copy = members(annotate_workbook(zipped(source), [Mark("台账", "A2", "甲")]))
    assert copy[THREAD] == b"<ThreadedComments/>"
