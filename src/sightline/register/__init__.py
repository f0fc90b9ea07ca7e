"""The people: children, the adults around them, where they live, who works with them, and for which agency.

One record per child per agency that holds it; answers to Working Together to Safeguard Children, chapters 1 and 2.
"""
