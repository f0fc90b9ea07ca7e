"""Ofsted Annex A: lists 1 (contacts) and 3 (referrals) of those that an authority gives its inspectors.

Answers to Ofsted, Inspecting local authority children's services, Annex A, as authorities export it.
"""

from sightline.exchange.annex_a.loading import load

__all__ = ["load"]
