award 1000 to enterprise when patent granted and has no earlier patent of the same claims
