"""The register held against the policy texts: is each requirement's clause there, with its figures and its words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from msgspec import Struct

from documents.clauses import Clause, path_of, read_clauses
from documents.model import OfficialDocument
from documents.text import plain_number
from policies.model import Policy, Requirement
from policies.passages import alike, holds, holds_figure, nearest, numbers_in, squeezed
from policies.register import Register

MismatchKind = Literal["数值不符", "措辞不符", "条款不见", "条款移动", "文号不符"]
_SAME_TITLE = 0.88  # of a title read from a scan; its digits have to agree besides
_SHARE_OF_QUOTES = 0.5  # that make a document known whose head is lost
_SAME_ISSUER = 0.5


class PolicyText(Struct, frozen=True):
    """One document of a file."""

    file: str
    document: OfficialDocument
    clauses: tuple[Clause, ...]

    @property
    def titles(self) -> tuple[str, ...]:
        """The document's own title and that of the text it issues."""
        return tuple(d.title for d in (self.document, *self.document.inner) if d.title)

    @property
    def name(self) -> str:
        """What people call it: the text that is issued rather than the notice that issues it."""
        inner = self.document.inner
        return inner[0].title if inner and inner[0].title else self.document.title


class Mismatch(Struct, frozen=True):
    """Something the register says that the text does not; `requirement` is None where the document itself is meant."""

    kind: MismatchKind
    requirement: Requirement | None
    clause: str
    expected: str
    found: str
    where: str


class Held(Struct, frozen=True):
    """One policy held against one text."""

    policy: Policy
    text: PolicyText
    requirements: int
    mismatches: tuple[Mismatch, ...]


class Verification(Struct, frozen=True):
    """`unknown` are texts the register does not have; `unread` documents of the register that no text was given for."""

    held: tuple[Held, ...]
    unknown: tuple[PolicyText, ...]
    unread: tuple[Policy, ...]

    @property
    def mismatches(self) -> tuple[Mismatch, ...]:
        return tuple(mismatch for held in self.held for mismatch in held.mismatches)


def policy_texts(file: str, documents: Iterable[OfficialDocument]) -> tuple[PolicyText, ...]:
    return tuple(PolicyText(file, document, read_clauses(document)) for document in documents)


def verify(register: Register, texts: Sequence[PolicyText]) -> Verification:
    """Every text is held against the document of the register that it is."""
    asked = {
        policy.id: [r for r in register.requirements.values() if r.policy is policy]
        for policy in register.policies.values()
    }
    named = [(text, *_recognised(text, asked, register.policies.values())) for text in texts]
    best = {policy.id: max(score for _, p, score in named if p is policy) for _, policy, _ in named if policy}
    known = [(text, policy) for text, policy, score in named if policy and score == best[policy.id]]
    held = tuple(_held(policy, text, asked[policy.id]) for text, policy in known)
    matched = {id(text) for text, _ in known}
    return Verification(
        held,
        tuple(text for text in texts if id(text) not in matched),
        tuple(policy for policy in register.policies.values() if policy.id not in best),
    )


def _recognised(
    text: PolicyText, asked: dict[str, list[Requirement]], policies: Iterable[Policy]
) -> tuple[Policy | None, float]:
    scores = [(_likeness(text, policy, asked[policy.id]), policy) for policy in policies]
    score, policy = max(scores, key=lambda scored: scored[0], default=(0.0, None))
    return (policy, score) if score else (None, 0.0)


def _likeness(text: PolicyText, policy: Policy, requirements: Sequence[Requirement]) -> float:
    """4 for the same number, 3 and 2 for the same title, up to 1 for the same words under a head that is lost."""
    if policy.number and plain_number(text.document.number) == plain_number(policy.number):
        return 4
    title = max((_title_likeness(title, policy.title) for title in text.titles), default=0)
    if title:
        issuer = alike(text.document.agency, policy.issuer or "") if policy.issuer else 0
        return title + (0.5 if issuer > _SAME_ISSUER else 0)
    headless = not text.document.number and not any(numbers_in(title) for title in text.titles)
    share = _share_of_quotes(text, requirements) if headless else 0
    return share if share >= _SHARE_OF_QUOTES else 0


def _title_likeness(title: str, wanted: str) -> float:
    if squeezed(title) == squeezed(wanted):
        return 3
    return 2 if numbers_in(title) == numbers_in(wanted) and alike(title, wanted) >= _SAME_TITLE else 0


def _share_of_quotes(text: PolicyText, requirements: Sequence[Requirement]) -> float:
    whole = squeezed("".join(clause.text for clause in text.clauses if not clause.is_part))
    quotes = [squeezed(requirement.quote) for requirement in requirements if requirement.quote]
    return sum(quote in whole for quote in quotes) / len(quotes) if quotes else 0


def _held(policy: Policy, text: PolicyText, requirements: Sequence[Requirement]) -> Held:
    found = [mismatch for requirement in requirements if (mismatch := _mismatch(requirement, text.clauses))]
    return Held(policy, text, len(requirements), (*_number_mismatch(policy, text), *found))


def _number_mismatch(policy: Policy, text: PolicyText) -> tuple[Mismatch, ...]:
    number = text.document.number
    if not policy.number or not number or plain_number(number) == plain_number(policy.number):
        return ()
    return (Mismatch("文号不符", None, "发文字号", policy.number, number, "版头"),)


def _mismatch(requirement: Requirement, clauses: Sequence[Clause]) -> Mismatch | None:
    """The first thing that is wrong with one requirement."""
    path = path_of(requirement.clause)
    clause = next((clause for clause in clauses if clause.path == path), None)
    if clause is None:
        return _elsewhere(requirement, clauses, "条款不见")
    absent = [figure for figure in requirement.figures if not holds_figure(clause.text, figure)]
    if not absent and holds(clause.text, requirement.quote):
        return None
    if not absent and any(holds(other.text, requirement.quote) for other in clauses):
        return _elsewhere(requirement, clauses, "条款移动")
    wanted = requirement.quote or "、".join(absent)
    found = nearest([clause.text], wanted)
    kind: MismatchKind = "数值不符" if absent or (found and numbers_in(found) != numbers_in(wanted)) else "措辞不符"
    return Mismatch(kind, requirement, requirement.clause, _expected(requirement, absent), found, clause.label)


def _elsewhere(requirement: Requirement, clauses: Sequence[Clause], kind: MismatchKind) -> Mismatch:
    """Where the words stand now, if they stand anywhere."""
    wanted = requirement.quote or "、".join(requirement.figures)
    whole = [clause for clause in clauses if not clause.is_part]
    exact = next((clause for clause in whole if wanted and holds(clause.text, wanted)), None)
    if exact:
        kind = "条款移动" if kind == "条款移动" else kind
        return Mismatch(kind, requirement, requirement.clause, _expected(requirement), wanted, exact.label)
    found = nearest((clause.text for clause in whole), wanted)
    label = next((clause.label for clause in whole if found and holds(clause.text, found.rstrip("…"))), "")
    return Mismatch(kind, requirement, requirement.clause, _expected(requirement), found, label)


def _expected(requirement: Requirement, absent: Sequence[str] = ()) -> str:
    figures = "、".join(absent or requirement.figures)
    return "；".join(part for part in (figures, requirement.quote and f"“{requirement.quote}”") if part)
