"""What a person decides about a record, kept apart from it: values, a small versioned JSON file, and how a record takes them up."""

from transcript.decisions.applying import apply_decisions
from transcript.decisions.files import Decisions
from transcript.decisions.misfits import Misfit
from transcript.decisions.values import (
    Accept,
    Decision,
    EditKey,
    Merge,
    Move,
    Place,
    Refuse,
    Rename,
    Replace,
    SourceKey,
    Split,
)

__all__ = [
    "Accept",
    "Decision",
    "Decisions",
    "EditKey",
    "Merge",
    "Misfit",
    "Move",
    "Place",
    "Refuse",
    "Rename",
    "Replace",
    "SourceKey",
    "Split",
    "apply_decisions",
]
