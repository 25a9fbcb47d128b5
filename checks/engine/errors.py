"""What can go wrong with an engine, said so that a user knows what to do."""

from __future__ import annotations


class MissingEngineError(ValueError):
    """The chosen engine is an optional package that is not installed, or does not start."""


class NumberTooLargeError(ValueError):
    """A figure of the input is so large that an engine that minds cannot multiply it."""

    def __init__(self) -> None:
        super().__init__("台账中有数值过大，超出可以计算的范围；请先核对金额、面积和数量")
