"""What stands in the service when its pages are looked at: one child with a long story, and a record of each kind."""
