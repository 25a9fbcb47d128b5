"""Repairing official documents: what is mended, and what is left alone."""
