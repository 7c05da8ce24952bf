"""What a teacher or coordinator sees of the pairs, and the reminder that one click sends."""

from mentorhub.monitoring.service.attention_list import PER_PAGE, attention_list
from mentorhub.monitoring.service.pair_file import pair_file
from mentorhub.monitoring.service.reminders import remind
from mentorhub.monitoring.service.values import (
    AttentionLine,
    AttentionList,
    Figures,
    GroupChoice,
    Moment,
    PairFile,
    Pause,
    Reminded,
)

__all__ = [
    "PER_PAGE",
    "AttentionLine",
    "AttentionList",
    "Figures",
    "GroupChoice",
    "Moment",
    "PairFile",
    "Pause",
    "Reminded",
    "attention_list",
    "pair_file",
    "remind",
]
