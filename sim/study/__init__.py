"""Measures, comparisons, answers and results folders."""
