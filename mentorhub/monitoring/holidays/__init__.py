"""The page on which a coordinator enters the days without school."""
