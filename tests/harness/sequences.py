"""Numbers of the factories begin high and keep one width.

A low number meets what a test or another factory wrote out (kerntaak B1-K1), and "Sector 1" is found in "Sector 10":
both fail only in some orders.
"""

from factory.base import BaseFactory

FIRST = 1000


def begin_high() -> None:
    BaseFactory._setup_next_sequence = classmethod(lambda cls: FIRST)
