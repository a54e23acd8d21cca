"""What every package stands on: source texts, files, the cache, findings, and values without a language."""
