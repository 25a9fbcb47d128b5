"""The parts of the generator: one module for each workbook, one for how a sheet is set."""
