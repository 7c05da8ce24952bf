"""Schools, persons, enrolments, sign-in and class lists."""
