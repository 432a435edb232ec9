"""The language: facts, signals and pulls as frozen values and as rows of int64."""
