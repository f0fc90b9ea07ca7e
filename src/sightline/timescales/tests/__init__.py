"""Tests of the timescales."""
