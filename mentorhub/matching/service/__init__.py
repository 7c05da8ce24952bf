"""Use cases of the match: lists of choices, runs, the teacher's rules, publication."""
