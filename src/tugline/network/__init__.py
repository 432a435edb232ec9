"""What the business is: tables, checks, compilation to arrays."""
