"""The states of the pages of staff: the list, a pair's file, what is done about a pair or about many."""

from mentorhub.monitoring.state.acting import ActState
from mentorhub.monitoring.state.bulk import BulkState
from mentorhub.monitoring.state.listing import AttentionState
from mentorhub.monitoring.state.pair import PairFileState

__all__ = ["ActState", "AttentionState", "BulkState", "PairFileState"]
