"""Layer `engine`: the tick. Folds facts into the state, runs the loops level by level, starts nothing itself."""
