"""Letters about decisions: what they say, and Word, HTML and PDF to say it in."""
