"""What a wave may show: minimums and bands, the release plan, and the attacker who tests it. Import the modules."""
