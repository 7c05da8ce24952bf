"""CV drafts: written or uploaded, every save a version, comments with suggestions, export and sharing."""
