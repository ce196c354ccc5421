"""Syndication: who published an article first, and which articles are the same."""
