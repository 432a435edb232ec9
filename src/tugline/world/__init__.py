"""Layer `world`: whoever answers pulls with facts. Here the plain world: lead times, finite hours, no luck."""
