"""Tables as they come in: their form, their types, and what is wrong with them."""
