award 5000 to firm when machine applied
cap 3000000 per year in proportion
cap 3000000 per year in turn
cap 3000000 per year whole
award 100 to firm when machine applied and price between 1000 to 5000
