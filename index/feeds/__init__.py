"""Feeds: fetched, parsed and held against what is known."""
