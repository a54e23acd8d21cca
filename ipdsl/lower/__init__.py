"""A typed policy to a plan: the data for the engine and the code generators, without the page."""
