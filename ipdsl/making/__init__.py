"""How classes of fields are made, and objects of them filled."""
