"""Did you two speak? Asked by mail, answered with one click, without signing in."""
