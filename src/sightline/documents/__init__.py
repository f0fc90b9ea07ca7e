"""Documents: what a report, pack, letter or return says, apart from how it is printed.

One model (sections, tables, charts, bound figures); renderers for accessible HTML, tagged PDF and JSON.
"""
