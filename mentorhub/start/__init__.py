"""The start page: the one thing to do now."""
