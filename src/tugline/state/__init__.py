"""Arrays and the small kernels on them: stock points, lines, pulls, needs, cards."""
