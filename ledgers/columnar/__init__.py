"""Ledgers left in files of columns (Parquet, large csv): typed inside the engine that judges them, never read as a whole."""
