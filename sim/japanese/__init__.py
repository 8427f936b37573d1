"""The sentences of `sim/words` in Japanese: a module here has those of the module of the same name there."""
