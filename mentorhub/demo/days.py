"""Doing something in the demo as if it were days ago."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from mentorhub.core import clock


@contextmanager
def days_ago(days: int) -> Iterator[None]:
    """Do what is inside as if it were so many days ago."""
    clock.move(timedelta(days=-days))
    try:
        yield
    finally:
        clock.move(timedelta())
