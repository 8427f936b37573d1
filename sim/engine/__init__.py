"""The simulated world: flat arrays, compiled private lives, and one clock for all that is shared."""
