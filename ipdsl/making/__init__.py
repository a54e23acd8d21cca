"""How classes of fields are made, and objects of which some fields come later."""
