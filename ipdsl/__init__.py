"""ipdsl: the money rules of intellectual-property subsidy policies, written as sentences and settled exactly."""

__version__ = "0.1.0"
__language__ = 1
