"""The numbered points of a record. Source and spans in, points, repairs of ordinals and odd numbers out."""

from __future__ import annotations

from transcript.outline.points import Numbering, find_points

__all__ = ["Numbering", "find_points"]
