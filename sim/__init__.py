"""Nurture journeys, simulated lead by lead."""

__version__ = "0.1.0"
