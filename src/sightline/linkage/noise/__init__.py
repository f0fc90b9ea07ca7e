"""Invented children as several agencies would have recorded them, and which records are the same child.

It exists so that linkage can be measured by anybody: the rates are printed, the seed is given, no child is real.
"""

from sightline.linkage.noise.agencies import Population, invent
from sightline.linkage.noise.rates import Rates

__all__ = ["Population", "Rates", "invent"]
