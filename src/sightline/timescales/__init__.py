"""When things are due, and which days, ages and periods a safeguarding partnership counts in.

Answers to Working Together to Safeguard Children and the regulations and local procedures each clock cites.
Pure functions of facts and dated rules: nothing here reads the present moment or a database.
"""
