"""Tests of the referrers' entrance."""
