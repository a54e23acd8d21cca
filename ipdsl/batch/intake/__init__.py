"""Input tables: their form, their types and their problems."""
