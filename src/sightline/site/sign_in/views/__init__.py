"""The pages of signing in, of setting up a second step, and of a person's own account."""
