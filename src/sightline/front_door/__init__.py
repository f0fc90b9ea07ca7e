"""The front door: every contact about a child, its clock, its decision, and what the referrer was told.

Answers to Working Together to Safeguard Children, chapter 1 (referral and the one working day).
"""
