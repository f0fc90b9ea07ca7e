"""Is this the same child? Records of several agencies compared, and links between them proposed.

Answers to the consistent identifier of the Children's Wellbeing and Schools Act and to Working Together's wish
that agencies know whom they speak of. Splink on DuckDB; nothing here knows Django, and nothing here decides
what a person must decide.
"""
