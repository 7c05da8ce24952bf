"""Figures of a programme: what it brings, how fast, and against the year before."""
