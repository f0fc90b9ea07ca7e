"""Measuring how fast the service is on this machine: medians and ratios, never a promise."""
