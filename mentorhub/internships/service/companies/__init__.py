"""Companies: taken by name, searched, kept, merged and imported."""
