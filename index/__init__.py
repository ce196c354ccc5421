"""The headless core of Wirecopy: feeds, archive, search and entities, without a screen."""
