"""Tugline: a demand-driven operating system for companies that make, move or sell things."""
