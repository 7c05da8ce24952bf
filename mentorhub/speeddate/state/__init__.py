"""What the pages of the speed date hold and do: parse, one call to a service, show."""
