"""Time, quantity and money as integers."""
