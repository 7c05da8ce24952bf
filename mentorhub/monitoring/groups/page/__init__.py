"""The pages of groups."""

from mentorhub.monitoring.groups.page import matrix, overview

__all__ = ["matrix", "overview"]
