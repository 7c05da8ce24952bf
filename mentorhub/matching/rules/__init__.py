"""The matching rules, pure: values in, values out; no clock, no database, no text for people."""
