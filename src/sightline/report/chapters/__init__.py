"""The chapters of the yearly report, in the order in which they are printed."""
