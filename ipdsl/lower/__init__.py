"""From a typed policy to a plan: what the engine settles and a code generator writes, without the page."""
