"""Every sentence and word that users read."""
