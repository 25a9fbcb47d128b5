"""社会救助 worked out: standards whatever period they are written for, households without any labour (amounts in 分)."""

from __future__ import annotations

import narwhals as nw
from narwhals.typing import IntoLazyFrameT

MONTHS = 12
_PLAINLY_MONTHLY = 4  # a standard below a quarter of the yearly floor can only be one a month
UNABLE = ("无", "无劳力", "无劳动力", "无劳动能力", "丧失劳动力", "丧失劳动能力", "完全丧失劳动能力")


def below_yearly_standard(standard: nw.Expr, floor: int) -> nw.Expr:
    """Whether a standard of a person lies below the yearly floor; a plainly monthly one is taken twelve times."""
    monthly = standard * _PLAINLY_MONTHLY < floor
    return (~monthly & (standard < floor)) | (monthly & (standard * MONTHS < floor))


def households_without_labour(persons: nw.LazyFrame[IntoLazyFrameT]) -> nw.LazyFrame[IntoLazyFrameT]:
    """One column `household_id`: households of which every person is told to be unable to work.

    A household with a person of whom nothing is told is not among them.
    """
    able = ~nw.col("labour_class").is_in(UNABLE).fill_null(False)  # noqa: FBT003 - narwhals' own signature
    members = persons.select("household_id", able.cast(nw.Int64).alias("_able"))
    return (
        members.group_by("household_id").agg(nw.col("_able").sum()).filter(nw.col("_able") == 0).select("household_id")
    )
