"""Submitted workbooks given back with comments on the cells in question."""

from ledgers.annotated.copying import annotate_workbook, keeps_format
from ledgers.annotated.marks import AnnotationError, Mark, Opinion, Severity

__all__ = ["AnnotationError", "Mark", "Opinion", "Severity", "annotate_workbook", "keeps_format"]
