"""Letters about decisions, in Word, HTML and PDF."""
