"""From verified findings, or problems fed back from above, to 退回修改清单 and 整改台账."""
