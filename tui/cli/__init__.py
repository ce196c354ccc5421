"""The verbs of the `wirecopy` command, a module a group."""
