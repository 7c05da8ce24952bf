"""``python -m mentorhub`` is the same as the command ``mentorhub``."""

from mentorhub.cli import main

main()
