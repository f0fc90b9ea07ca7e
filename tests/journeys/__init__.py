"""Whole stories in a real browser, as sentences."""
