"""The demonstration partnership: an invented area, its people and three years of its front door's work.

No child, family or member of staff in it is real. The same seed gives the same records; the numbers are
shaped so that figures computed from them print what the annual report 2022-23 prints, where it agrees with
itself. First a plan is made (pure: no database, no clock), then the plan is written through the verbs.
"""
