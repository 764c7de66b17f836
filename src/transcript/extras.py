"""Packages that only an extra installs."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from transcript.errors import ExtraError


def require(module: str, *, extra: str) -> Any:
    """The module of an optional package.

    Args:
        module: As it is imported.
        extra: The extra of this package that installs it.

    Raises:
        ExtraError: If it is not installed; it says how to install it.

    >>> require("no_such_package", extra="docx")
    Traceback (most recent call last):
    transcript.errors.ExtraError: no_such_package is not installed; it comes with: pip install 'transcript[docx]'
    """
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        if error.name != module:
            raise
        msg = f"{module} is not installed; it comes with: pip install 'transcript[{extra}]'"
        raise ExtraError(msg) from error
