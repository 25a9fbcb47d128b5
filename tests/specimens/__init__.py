"""Official documents made for tests: raw WordprocessingML, independent of the templates of the product."""

from tests.specimens.catalogue import Defect, conformant, defects

__all__ = ["Defect", "conformant", "defects"]
