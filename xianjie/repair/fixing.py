"""What `xianjie fix` tells: each change, and what is left to a person."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from policies.forms.form import load_form
from xianjie.configuration import Configuration
from xianjie.inputs.contexts import today
from xianjie.repair.repairing import Repaired, repair_codes, repair_file

_MOST_LEFT = 30


def fix(document: Path, output: Path, *, day: Any, track: bool, configuration: Configuration) -> list[str]:
    """Repair a document; returns what is said to the user.

    Raises NotRepairableError: it cannot be read, or the copy would replace it; nothing is written.
    """
    named = getattr(configuration, "form", None)
    form = load_form(named) if named else load_form()
    on = day if isinstance(day, date) else today()
    repaired = repair_file(document, output, day=on, track=track, form=form)
    return [*_changes(repaired, output, track=track), *_left(repaired)]


def _changes(repaired: Repaired, output: Path, *, track: bool) -> list[str]:
    if not repaired.changes:
        return [f"没有需要修的机械问题，{output} 与原文件完全相同"]
    how = "，写成了修订" if track else ""
    told = [
        f"{number}. {change}{'，Word 记不成修订，已直接改' if track and change.untracked else ''}"
        for number, change in enumerate(repaired.changes, start=1)
    ]
    return [f"改了{len(repaired.changes)}处{how}，存为 {output}：", *told]


def _left(repaired: Repaired) -> list[str]:
    """What needs a person's judgement, the serious ones first; hints are left to `check`."""
    serious = [finding for finding in repaired.left if finding.severity != "info" and finding.code != "DOC433"]
    if not serious:
        return []
    tried = frozenset(repair_codes())
    lines = [
        f"第{finding.paragraph}段 {finding.element}：{finding.message}"
        + ("（没有把握，没有改）" if finding.code in tried else "")
        for finding in serious[:_MOST_LEFT]
    ]
    more = [f"……共{len(serious)}处"] if len(serious) > _MOST_LEFT else []
    return [f"还有{len(serious)}处要人判断，没有动：", *lines, *more]
