"""What a check is, what it answers, and what a finding says."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from msgspec import Struct
from msgspec import field as struct_field

from documents.model import Element, OfficialDocument
from policies.model import Requirement

if TYPE_CHECKING:  # a document is checked without any engine
    import narwhals as nw

    from ledgers.model import Ledger

Severity = Literal["error", "warning", "info"]
Nature = Literal["data", "policy", "document"]
Form = Literal["row", "frame", "text", "document", "package"]
Frame: TypeAlias = "nw.LazyFrame[Any]"
ABSENT = -1  # in a `__state` column: the input has no such column, others judged with it do
Printed: TypeAlias = Literal["元", "金额", "数", "日期", "月份", "半月", "比例", "文", "处"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")


class Records(Struct, frozen=True):
    """All records of one kind that a check sees together: a town's, or a whole county's of one year.

    `frame` is lazy and has the kind's fields as ledgers.model.Ledger types them, with `_ledger` and `_row`, the
    provenance. `fields` are those present in any input; in an input that lacks one its cells are
    blank and their state is ABSENT.
    """

    kind: str
    frame: Frame
    fields: frozenset[str]


# ---- what a check answers: one type for each form --------------------------------------------------------------


class Shown(Struct, frozen=True):
    """A worked-out value for a message: an expression over the record and how to print it."""

    value: nw.Expr
    printed: Printed = "数"


class Rows(Struct, frozen=True):
    """Row form: a boolean expression over one ledger. All row checks of a ledger run in one pass.

    `field` is the cell an official would correct. `unknown` marks records that cannot be judged; `because` says why.
    `message`, `expected` and `suggestion` may use {field} for any text as it stood, {parameter} and {shown}.
    """

    field: str
    fails: nw.Expr
    message: str
    expected: str
    suggestion: str
    unknown: nw.Expr | None = None
    because: str = ""
    shown: Mapping[str, Shown] = struct_field(default_factory=dict)
    cells: tuple[str, ...] = ()


class Frames(Struct, frozen=True):
    """Frame form: ledgers in, breaches out (joins, windows, totals, periods).

    `frame` holds one row a breach with `_ledger` and `_row` of the record to correct, and every column the texts name.
    With `whole` set there is no single record: `_row` is null and the finding stands on the ledger.
    `unknown` holds the records (or, `whole`, one row a ledger) that could not be judged.
    """

    frame: Frame
    field: str
    message: str
    expected: str
    suggestion: str
    shown: Mapping[str, Printed] = struct_field(default_factory=dict)
    observed: str | None = None
    whole: bool = False
    unknown: Frame | None = None
    because: str = ""
    elsewhere: str | None = None  # the field, in another ledger, of the cell that a 处 points at
    period: str | None = None  # a shown column that tells equal keys apart (a month, a school term)

    def __post_init__(self) -> None:
        assert self.period is None or self.period in self.shown  # else two periods have one fingerprint


class Texts(Struct, frozen=True):
    """Text form: plain Python over the distinct texts of one column; the judge returns what is wrong, or None."""

    field: str
    judge: Callable[[str], str | None]
    message: str  # may use {fault}, what the judge returned
    expected: str
    suggestion: str
    because: str = "已脱敏，或无法读取"
    blank_tells_nothing: bool = False  # a wrong text is not put right by clearing the cell: a blank one is not judged
    doubtful: Callable[[Frame], Frame] | None = None  # the records an engine cannot tell are right: the judge sees these


class DocumentBreach(Struct, frozen=True):
    """Document form: one thing wrong in an official document."""

    element: str
    message: str
    observed: str | None
    expected: str
    suggestion: str
    paragraph: int | None = None
    page: int | None = None
    row: int | None = None  # the line of a plain text

    @classmethod
    def at(cls, where: Element, message: str, *, expected: str, suggestion: str, observed: str | None) -> DocumentBreach:
        """A breach where an element stands."""
        place = where.place
        return cls(where.kind, message, observed, expected, suggestion, place.paragraph, place.page, place.line)


class NotJudged(Struct, frozen=True):
    """Document form: the check cannot be judged on this document, and why."""

    reason: str


class Enclosure(Struct, frozen=True):
    """A file that goes out with a notice: a document (whatever shows itself as a text), or the ledgers in it."""

    path: str
    document: OfficialDocument | None = None
    ledgers: tuple[Ledger, ...] = ()

    @property
    def title(self) -> str:
        """What the file calls itself."""
        if self.document is not None and self.document.title:
            return self.document.title
        return next((ledger.title for ledger in self.ledgers if ledger.title), "")


class Package(Struct, frozen=True):
    """A notice with all that goes out with it: its annexes, ledgers and plans in files of their own."""

    path: str
    notice: OfficialDocument
    enclosures: tuple[Enclosure, ...]


class PackageBreach(Struct, frozen=True):
    """Package form: something one file says against another. The finding stands at `breach` in the file `path`;

    `other` says in words where the other side stands. `sheet`, `cell` and `field` place it in a workbook; `subject` is
    the household or whoever it is about.
    """

    path: str
    breach: DocumentBreach
    other: str
    sheet: str | None = None
    cell: str | None = None
    field: str | None = None
    subject: str | None = None


DocumentAnswer: TypeAlias = DocumentBreach | NotJudged
PackageAnswer: TypeAlias = PackageBreach | NotJudged
Answer = Rows | Frames | Texts | Iterator[DocumentBreach] | Iterator[DocumentAnswer] | Iterator[PackageAnswer]


class Check(Struct, frozen=True):
    """A check as declared. `requires` lists every requirement it can judge; empty for data quality and form."""

    code: str
    title: str
    explanation: str
    form: Form
    nature: Nature
    severity: Severity
    requires: tuple[str, ...]
    source: str | None
    ledgers: tuple[str, ...]
    needs: Mapping[str, tuple[str, ...]]
    parameters: tuple[str, ...]
    optional_parameters: frozenset[str]
    uses_as_of: bool
    uses_year: bool
    scope: str | None
    function: Callable[..., Answer]
    clause: str = ""  # of the source
    strength: str | None = None  # how strongly the source words it, where no requirement says
    uses_form: bool = False
    optional_ledgers: frozenset[str] = frozenset()  # judged also without them: the argument is None
    pack: str | None = None  # key of the rule pack it belongs to
    line: str | None = None  # what a county switches on; None: always run
    across_counties: bool = False  # ledgers of several counties are judged together


# ---- what comes out ---------------------------------------------------------------------------------------------


class Place(Struct, frozen=True):
    county: str | None = None
    township: str | None = None
    village: str | None = None


class Citation(Struct, frozen=True):
    """The clause a finding rests on; `id` is null for a standard or a rule of arithmetic."""

    id: str | None
    document: str
    clause: str
    title: str

    @classmethod
    def of(cls, requirement: Requirement) -> Citation:
        return cls(requirement.id, requirement.policy.citation, requirement.clause, requirement.title)


class Finding(Struct, frozen=True):
    """One numbered finding: where, what stands there, what is required, by which clause, what to do."""

    code: str
    nature: Nature
    severity: Severity
    message: str
    path: str
    number: int = 0
    strength: str | None = None
    sheet: str | None = None
    cell: str | None = None
    cells: tuple[str, ...] = ()
    row: int | None = None
    field: str | None = None
    page: int | None = None
    paragraph: int | None = None
    element: str | None = None
    count: int = 1
    place: Place = Place()
    subject: str | None = None
    observed: str | None = None
    expected: str | None = None
    suggestion: str | None = None
    responsible: str | None = None
    deadline: str | None = None
    fingerprint: str = ""
    members: tuple[str, ...] = ()  # fingerprints of what a column-wide finding stands for
    state: str | None = None
    requirements: tuple[Citation, ...] = ()


class Skipped(Struct, frozen=True):
    """Not judged, and why.

    `fingerprints` are those of the records left unjudged where the rest was judged; null when nothing was.
    """

    code: str
    reason: str
    path: str | None = None
    sheet: str | None = None
    requirement: str | None = None
    fingerprints: tuple[str, ...] | None = None
    not_applicable: bool = False  # not in force there and then: an answer of its own, no gap


class Waiver(Struct, frozen=True):
    """A finding a person has set aside, with a reason, a name and a last day."""

    reason: str
    by: str
    until: date
    code: str | None = None
    key: str | None = None
    fingerprint: str | None = None


class Waived(Struct, frozen=True):
    finding: Finding
    waiver: Waiver
