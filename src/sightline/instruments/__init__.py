"""Questionnaires as dated data: screening tools, audit tools, surveys; their answers and what follows from them.

The first is the neglect screening tool. A tool advises; a practitioner decides.
"""
