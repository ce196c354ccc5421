"""Which Wirecopy this is, for those who cannot wait for the packages' records to be read (20 ms)."""

VERSION = "0.1.0"
