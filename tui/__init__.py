"""All that a terminal shows: the reader and the command line."""
