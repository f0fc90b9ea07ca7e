"""Signing in: password or the organisation's own sign-in, a second step, sessions that end by themselves.

Answers to the NCSC's guidance on multi-factor authentication and to OWASP's on sessions. The pages are ours; the
codes, passkeys and the protocol of the other provider are django-allauth's.
"""
