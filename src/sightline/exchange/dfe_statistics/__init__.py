"""`import dfe-statistics`: populations, statistical neighbours and published figures, as their publishers give them.

Contains public sector information licensed under the Open Government Licence v3.0.
"""

from sightline.exchange.dfe_statistics.actions import load

__all__ = ["load"]
