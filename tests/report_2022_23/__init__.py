"""The annual report of 2022-23: every printed figure, reproduced or explained with the arithmetic."""
