"""What follows from mentors' answers when the teacher says that they bind."""

from dataclasses import replace

from mentorhub.matching.rules.instance import Instance
from mentorhub.matching.rules.values import Wish


def forbid_rather_not(instance: Instance) -> Instance:
    """The instance in which a mentor's *rather not* forbids the pair, beside what is forbidden already.

    A pin is the teacher's own decision and wins. Answers about people who are not in the instance say
    nothing. Source: matching.md, Match: *rather not* is advice, and forbids only if the teacher says so.
    """
    unwanted = {
        (mentee, mentor)
        for (mentor, mentee), wish in instance.wishes.items()
        if wish is Wish.RATHER_NOT and mentee in instance.preferences and mentor in instance.capacities
    }
    return replace(instance, forbidden=instance.forbidden | (unwanted - instance.pins))
