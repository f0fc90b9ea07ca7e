"""What goes in and out in the sector's own forms: published statistics, and the formats authorities exchange.

Answers to the Department for Education's and Ofsted's data collections, each by its edition.
"""
