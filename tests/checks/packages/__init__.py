"""Packages as offices send them: a notice with its annexes, ledgers and plans, written to files from texts and rows."""
