"""The story of each pair of the demo: its contacts and its search, so that a teacher finds every state.

Days are days ago, of those that count, for contacts; of the calendar for the search.
"""

from mentorhub.demo.hunting import Hunt
from mentorhub.demo.pair_life import Story

MATCH = 57
"""How many days ago the match was made."""
LATER = 33
"""How many days ago the pairs of those who came later began."""

# In the order of the mentees on the class list; the words are what a teacher reads.
STORIES: tuple[Story, ...] = (
    Story(MATCH, (54, 48, 41, 34, 27, 22, 15, 8, 1), rhythm="week"),
    Story(LATER, ()),  # no first contact, 3 days over time
    Story(MATCH, (55, 50, 44, 37, 30, 23), rhythm="week"),  # quiet
    Story(MATCH, (56, 43, 31, 20, 9, 2), rhythm="two_weeks"),
    Story(MATCH, (53, 40, 26, 12, 3), rhythm="two_weeks"),
    Story(MATCH, (52, 45, 29)),  # quiet
    Story(MATCH, (55, 42, 27, 13, 5)),
    Story(MATCH, (50, 43, 36, 28, 20, 12), rhythm="week"),  # the rhythm slips
    Story(26, ()),  # 4 days left for the first contact
    Story(MATCH, (56, 49, 41, 30, 23, 16, 6), help_asked=1),
    Story(MATCH, (51, 39, 27, 14), pause=(4, -10)),
    Story(LATER, (31, 21, 14, 2)),  # no leads, 4 weeks after the match
    Story(MATCH, (54, 42, 30, 18, 7)),  # no application
    Story(MATCH, (55, 44, 33, 21, 10)),  # an internship begins, without agreement
    Story(5, ()),  # just matched
    Story(MATCH, (55, 51, 44, 36, 25, 17, 9, 3), rhythm="two_weeks"),
    Story(MATCH, (56, 50, 43, 38, 29, 22, 14, 7, 1), rhythm="week"),
    Story(MATCH, (49, 37, 24, 11)),
    Story(MATCH, (53, 46, 38, 31, 24, 13), rhythm="week"),  # slips, left for later
    Story(MATCH, (56, 48, 35, 19, 4), help_asked=20, help_closed=16),
    Story(MATCH, (54, 47, 40, 33, 28, 20, 13, 6), rhythm="week"),
    Story(MATCH, (44, 30, 17, 8), rhythm="two_weeks"),
    Story(MATCH, (55, 52, 41, 30, 18, 2)),
    Story(MATCH, (38, 25, 12), rhythm="two_weeks"),
    Story(MATCH, (56, 49, 42, 35, 27, 21, 14, 7, 2), rhythm="week", pause=(48, 44)),
    Story(MATCH, (53, 39, 28, 15, 5)),
    Story(MATCH, (50, 41, 33, 26, 16, 9, 1)),
    Story(MATCH, (35, 22, 10), rhythm="two_weeks"),
    Story(MATCH, (55, 46, 34, 23, 13, 4)),
    Story(MATCH, (56, 45, 32, 20, 8), rhythm="two_weeks"),
    Story(MATCH, (51, 44, 37, 31, 24, 19, 12, 5), rhythm="week"),
    Story(MATCH, (48, 36, 24, 15, 6)),
    Story(MATCH, (50, 42, 31), ended=12),
)

# By place in the list above; what is not here is told by the demo's use cases, or did not begin yet.
HUNTS: dict[int, Hunt] = {
    7: Hunt(3, (("prepared", 20), ("sent", 17))),
    9: Hunt(1, (("prepared", 30), ("sent", 27), ("interview", 12)), through="mentor"),
    10: Hunt(4, (("prepared", 24), ("sent", 21))),
    12: Hunt(5, (("prepared", 3),), through="mentor"),
    13: Hunt(2, (("sent", 34), ("interview", 26), ("offer", 18), ("placed", 15)), "mentor", starts_in=10),
    15: Hunt(1, (("sent", 40), ("interview", 33), ("agreement", 29), ("placed", 27)), "mentor", starts_in=40),
    16: Hunt(0, (("sent", 36), ("interview", 30), ("agreement", 24), ("placed", 22)), "lead", starts_in=60),
    17: Hunt(3, (("sent", 25), ("rejected", 12)), through="mentor"),
    18: Hunt(5, (("prepared", 26), ("sent", 22)), through="mentor"),
    19: Hunt(4, (("sent", 38), ("interview", 31), ("agreement", 20), ("placed", 18)), "own", starts_in=45),
    20: Hunt(2, (("sent", 23), ("interview", 9)), through="mentor"),
    21: Hunt(0, (("prepared", 14), ("sent", 10)), through="mentor"),
    22: Hunt(1, (("sent", 29), ("interview", 21), ("agreement", 14), ("placed", 12)), "mentor", starts_in=60),
    23: Hunt(5, (("sent", 19), ("rejected", 8))),
    24: Hunt(3, (("sent", 28), ("interview", 19), ("agreement", 11), ("placed", 9)), "staff", starts_in=50),
    25: Hunt(2, (("prepared", 16), ("sent", 13), ("interview", 3)), through="mentor"),
    26: Hunt(4, (("sent", 31), ("withdrawn", 17)), through="mentor"),
    27: Hunt(1, (("sent", 24), ("interview", 16), ("agreement", 8), ("placed", 6)), "mentor", starts_in=70),
    28: Hunt(0, (("prepared", 12), ("sent", 9)), through="lead"),
    29: Hunt(3, (("sent", 22), ("interview", 14), ("offer", 2)), through="mentor"),
    30: Hunt(5, (("sent", 20), ("interview", 13), ("agreement", 7), ("placed", 4)), "lead", starts_in=65),
    31: Hunt(2, (("sent", 18), ("interview", 7)), through="mentor"),
    32: Hunt(4, (("sent", 33), ("withdrawn", 14))),
}
