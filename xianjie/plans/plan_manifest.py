"""manifest.json of the plans: every file with household, hash and source; the template, inputs and parameters."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from drafting.household_plan import Household
from ledgers.readers import collect_files
from values.files import write_beside
from values.masks import mask_number, mask_text
from xianjie.plans.plan_files import Entry
from xianjie.version import __version__

FORMAT = "xianjie-plans/1"
NAME = "manifest.json"


class ManifestError(ValueError):
    """An existing manifest cannot be used; the message is Chinese."""


def household_key(household: Household, key: bytes) -> str:
    """Who a plan is for, without a personal number: a keyed hash where the office has a key."""
    place = f"{household.township}/{household.village}/{household.householder}"
    own = household.household_id or household.identity or place
    if key:
        return hmac.new(key, own.encode(), hashlib.sha256).hexdigest()[:20]
    return mask_text(household.household_id) or (mask_number(household.identity) if household.identity else place)


def read_entries(folder: Path) -> dict[str, Entry]:
    """File → entry of the last run; empty when there was none.

    Raises:
        ManifestError: there is a manifest, and it is not ours.
    """
    file = folder / NAME
    if not file.exists():
        return {}
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
        if data["format"] != FORMAT:
            raise ManifestError(f"{file}：不是一户一策的清单，请换一个文件夹")
        return {entry["file"]: {name: str(entry[name]) for name in ("file", "household", "sha256", "source")} for entry in data["files"]}
    except (KeyError, TypeError, ValueError) as error:
        if isinstance(error, ManifestError):
            raise
        raise ManifestError(f"{file}：读不出来，请移走后再运行，或换一个文件夹") from error


def inputs_of(paths: Sequence[Path]) -> list[dict[str, str]]:
    return [
        {"path": source.path, "sha256": hashlib.sha256(source.read_bytes()).hexdigest()} for source in collect_files(paths)
    ]


def write_manifest(folder: Path, head: Mapping[str, Any], entries: Sequence[Entry], left_out: Sequence[Entry], *, complete: bool) -> None:
    """The manifest as far as the run has come."""
    data = {
        "format": FORMAT,
        "tool": {"version": __version__},
        **head,
        "complete": complete,
        "files": sorted(entries, key=lambda entry: entry["file"]),
        "left_out": list(left_out),
    }
    write_beside(folder / NAME, (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8"))
