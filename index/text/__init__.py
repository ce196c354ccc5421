"""Text: foreign HTML made into clean blocks."""
