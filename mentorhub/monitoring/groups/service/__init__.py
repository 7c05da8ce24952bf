"""What staff see of groups."""

from mentorhub.monitoring.groups.service.matrix import exported_matrix, group_matrix
from mentorhub.monitoring.groups.service.overview import overview
from mentorhub.monitoring.groups.service.values import (
    GroupCounts,
    GroupMatrix,
    Overview,
    Partner,
    ProgrammeChoice,
    Student,
    Table,
)

__all__ = [
    "GroupCounts",
    "GroupMatrix",
    "Overview",
    "Partner",
    "ProgrammeChoice",
    "Student",
    "Table",
    "exported_matrix",
    "group_matrix",
    "overview",
]
