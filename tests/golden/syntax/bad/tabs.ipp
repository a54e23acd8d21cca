article 1
  award 5 when a b
	award 6 when a b
  	award 7 when a b
　award 8 when a b
