"""Repairs of form: paper, margins, lines, typefaces, indents, page numbers, imprint. Values come from the form."""

from __future__ import annotations

from collections.abc import Mapping

from xianjie.repair.model import Repair

FORMAT_REPAIRS: Mapping[str, Repair] = {}
