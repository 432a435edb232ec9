"""Experiments on policies: the same demand, the same luck, several policies, and the difference that they make."""
