"""Files that people attach to records: kept outside the web, known by their content, scanned, opened by one page.

Areas hang files on their records (`hanging`); what is general stands here.
"""
