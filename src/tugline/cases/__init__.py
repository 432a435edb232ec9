"""Reference companies: small businesses built from published parameters, with the shape that was published of them."""
