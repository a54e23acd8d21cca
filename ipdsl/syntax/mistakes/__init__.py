"""Why a sentence cannot be read, in words, with the next step."""
