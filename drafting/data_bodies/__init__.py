"""Texts made of data: what is known is said as it is known, what is missing says 待填 and is listed."""
