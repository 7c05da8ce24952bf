"""Programmes, groups, enrolments and class lists."""
