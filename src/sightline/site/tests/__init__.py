"""Tests of what wires the areas together."""
