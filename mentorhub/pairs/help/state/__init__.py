"""The states of the pages of help."""
