"""How Sightline asks: GOV.UK Design System forms, with errors that say what is wrong and what to do next.

`fields` holds the questions, `renderer` draws every form (also Django's own fields) in GOV.UK markup.
"""
