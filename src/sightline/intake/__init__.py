"""Reading other people's tables: opened safely, headings found, every value understood or refused, and told.

Answers to the service's own rule that nothing is skipped in silence; the formats themselves are `exchange`'s.
"""
