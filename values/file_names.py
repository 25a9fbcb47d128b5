"""File names that every system takes: Windows forbids some characters and some names."""

from __future__ import annotations

from values.expressions import expression

_FORBIDDEN = expression(r'[<>:"/\\|?*\x00-\x1f]')
_RESERVED = expression(r"(?i)(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?")
_LONGEST = 80


def safe_name(text: str, otherwise: str = "未命名") -> str:
    """The text as one part of a path; `otherwise` when nothing of it is left."""
    name = _FORBIDDEN.sub("_", text).strip(" .")[:_LONGEST].rstrip(" .")
    if not name:
        return otherwise
    return f"_{name}" if _RESERVED.fullmatch(name) else name
