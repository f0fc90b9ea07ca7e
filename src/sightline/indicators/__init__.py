"""What an indicator is, the register of them, dated snapshots, and the figures computed from snapshots.

Counting rules follow the Department for Education's practice for children in need statistics; each module
names its own source. Nothing here knows Django: the same indicators run on DuckDB here and on Spark for
a region.
"""
