"""Benchmarks: how fast the engine is, and how near the default world comes to published figures."""
