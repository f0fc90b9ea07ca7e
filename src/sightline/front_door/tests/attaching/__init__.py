"""Files on contacts, checks and referrals."""
