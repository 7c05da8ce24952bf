"""The rules of CVs, pure: their content, comparing, taking over, the checklist."""
