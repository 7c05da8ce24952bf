"""CVs on the screen: writing and reading, tips, versions, the checklist, the card in the pair's room."""
