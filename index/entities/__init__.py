"""Entities: who is in an article, and in the archive."""
