"""How much of what the register holds `policies extract` drafts by itself: `python -m benchmarks.extraction FOLDER`.

FOLDER holds the policy texts of the register. A figure of the register is found when an entry drafted for the same clause
has it among its figures. Figures with an operator, deadlines and frequencies are counted apart from years that only date
something.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

from msgspec import Struct

from documents.clauses import path_of
from documents.opening import read_policy_documents
from policies.extraction import Draft, DraftEntry, extract
from policies.model import Requirement
from policies.passages import holds_figure, squeezed
from policies.register import load_builtin
from policies.verification import Held, policy_texts, verify

_DATES_ONLY = re.compile(r"\d{4}年(度|前三季度)?|\d{4}-\d{4}")
_COMMON_WORDS = 6  # in a row, that make two quotes the same passage


class Asked(Struct, frozen=True):
    requirement: Requirement
    figure: str
    found: bool

    @property
    def measures(self) -> bool:
        """Years are held in the register as a date of something, unless the words compare with that year."""
        compared = re.search("较|不低于|不少于", self.requirement.quote)
        return bool(compared) or not _DATES_ONLY.fullmatch(self.figure)


def _asked(held: Held, draft: Draft) -> Iterator[Asked]:
    for requirement in load_builtin().requirements.values():
        if requirement.policy is held.policy:
            entries = [e for e in draft.entries if path_of(e.clause) == path_of(requirement.clause)]
            for figure in requirement.figures:
                yield Asked(requirement, figure, any(_drafts(e, requirement, figure) for e in entries))


def _drafts(entry: DraftEntry, requirement: Requirement, figure: str) -> bool:
    """An entry of the same clause, quoting the same words, with that figure or one it is part of."""
    same_words = not holds_figure(requirement.quote, figure) or _overlap(entry.quote, requirement.quote)
    drafted = [*(f.text for f in entry.figures), *entry.period.split("、")]
    return same_words and any(holds_figure(text, figure) or holds_figure(figure, text) for text in drafted)


def _overlap(one: str, other: str) -> bool:
    a, b = squeezed(one), squeezed(other)
    longest = SequenceMatcher(None, a, b, autojunk=False).find_longest_match().size
    return longest >= min(_COMMON_WORDS, len(b))


def _share(asked: list[Asked]) -> str:
    found = sum(a.found for a in asked)
    return f"{found}/{len(asked)}" + (f"（{found / len(asked):.0%}）" if asked else "")


def _line(name: str, asked: list[Asked], entries: int) -> str:
    measures = _share([a for a in asked if a.measures])
    return f"{name}：带比较、期限、频次的 {measures}，全部数值 {_share(asked)}，起草 {entries} 条"


def _shown(policy: str, entry: DraftEntry) -> str:
    figures = "、".join(f"{f.worded}[{f.kind}{f.operator}]" for f in entry.figures)
    guesses = f"{entry.kind} {entry.level} {entry.strength} {'、'.join(entry.targets)}"
    return f"{policy} {entry.clause} {figures} | {entry.quote} | {guesses}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--entries", action="store_true", help="print what was drafted, to judge by eye")
    arguments = parser.parse_args()
    texts = [t for f in sorted(arguments.folder.glob("*.txt")) for t in policy_texts(f.name, read_policy_documents(f))]
    everything: list[Asked] = []
    drafted: list[str] = []
    for held in verify(load_builtin(), texts).held:
        draft = extract(held.text)
        asked = list(_asked(held, draft))
        everything += asked
        drafted += [_shown(held.policy.id, entry) for entry in draft.entries]
        print(_line(held.policy.id, asked, len(draft.entries)))
        for missed in (a for a in asked if not a.found):
            print(f"  未找到 {missed.requirement.id} {missed.figure}：{missed.requirement.quote}")
    print(_line("合计", everything, len(drafted)))
    if arguments.entries:
        print("\n".join(drafted))


if __name__ == "__main__":
    main()
