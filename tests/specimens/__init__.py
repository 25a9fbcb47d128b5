"""Official documents made for tests: raw WordprocessingML, independent of the templates of the product."""

from tests.specimens.catalogue import Defect, conformant, defects, made

__all__ = ["Defect", "conformant", "defects", "made"]
