"""Tests that stand above the areas."""
