"""`xianjie check` as a call: files in, findings out."""

from __future__ import annotations

from checks.result import CheckResult
from xianjie.check_request import CheckRequest, NothingReadError, Progress
from xianjie.configuration import ConfigurationError


def check(request: CheckRequest, progress: Progress | None = None) -> CheckResult:
    """Read, understand, check, number, set aside, compare.

    Args:
        request: what is asked for.
        progress: told of the stage (读取, 核查), how much of it is done, and of how much.

    Raises:
        ConfigurationError, RegisterError, UnknownDivisionError, UnknownCheckError: the request is wrong.
        NothingReadError: there is no file at all.
    """
    from xianjie.checking_documents import check_documents

    attempt = check_documents(request, progress)
    if attempt.result is not None:
        return attempt.result
    from xianjie.checking_inputs import check_inputs

    return check_inputs(request, attempt.known, progress)


__all__ = ["CheckRequest", "ConfigurationError", "NothingReadError", "Progress", "check"]
