"""A professional's referral: writing it step by step, and following it once it is sent."""
