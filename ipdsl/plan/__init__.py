"""From a typed policy to a plan: what the runtime settles and a back end writes, without the page."""
