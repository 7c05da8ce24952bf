"""What a teacher or coordinator sees of the pairs; what they do about them is in ``acts``."""

from mentorhub.monitoring.service.acts import Reminded, remind
from mentorhub.monitoring.service.attention_list import PER_PAGE, attention_list
from mentorhub.monitoring.service.compared import Compared, compared
from mentorhub.monitoring.service.pair_file import (
    ApplicationLine,
    Moment,
    Opened,
    PairFile,
    opened,
    pair_file,
)
from mentorhub.monitoring.service.taken_out import TakenOut, take_out
from mentorhub.monitoring.service.values import (
    AttentionLine,
    AttentionList,
    Figures,
    GroupChoice,
    LastAct,
    Pause,
    ProgrammeChoice,
    View,
)

__all__ = [
    "PER_PAGE",
    "ApplicationLine",
    "AttentionLine",
    "AttentionList",
    "Compared",
    "Figures",
    "GroupChoice",
    "LastAct",
    "Moment",
    "Opened",
    "PairFile",
    "Pause",
    "ProgrammeChoice",
    "Reminded",
    "TakenOut",
    "View",
    "attention_list",
    "compared",
    "opened",
    "pair_file",
    "remind",
    "take_out",
]
