"""Pages of the match."""

from mentorhub.matching.page import board as board
from mentorhub.matching.page import top as top
