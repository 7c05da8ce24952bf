"""Looks into files that people send, in a process of its own: imports little, trusts nothing."""
