"""The page on which a coordinator sets when a pair needs somebody; teachers read what holds."""
