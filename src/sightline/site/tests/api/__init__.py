"""Tests of the API: who is let in and sees what, what may be sent, and what a machine finds."""
