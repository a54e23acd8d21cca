"""What every package builds on: source texts, files, the cache, findings, and values that are not words."""
