"""The beer game: four echelons, a step in demand, and people who forget what they have ordered."""
