"""What a person decides about a record, kept apart from it: values, a small versioned JSON file, and how a record takes them up."""

from transcript.reviewing.apply import decided_fields
from transcript.reviewing.decision_files import Decisions
from transcript.reviewing.decisions import (
    Accept,
    Decision,
    EditKey,
    Merge,
    Move,
    Place,
    Refuse,
    RemovePoint,
    Rename,
    Replace,
    SourceKey,
    Split,
    State,
)
from transcript.reviewing.misfits import Misfit

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
    "RemovePoint",
    "Rename",
    "Replace",
    "SourceKey",
    "Split",
    "State",
    "decided_fields",
]
