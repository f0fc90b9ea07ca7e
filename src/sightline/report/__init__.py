"""The yearly report: chapters whose every number is a bound figure, built from a snapshot and buildable again.

Answers to Working Together to Safeguard Children 2018, chapter 3 (yearly report), and its later editions.
"""
