"""What a journey is made of: time, luck, rules, journeys and people, and the ledger."""
