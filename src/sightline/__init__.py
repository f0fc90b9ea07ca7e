"""Sightline: the information system of a Safeguarding Children Partnership."""
