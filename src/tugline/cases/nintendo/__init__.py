"""A console launch: many more orders than consoles, and rules of who gets one."""
