"""Tests of the house: conventions that would otherwise have to be remembered. Each says how to mend what it finds."""
