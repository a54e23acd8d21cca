award 20000 when patent_prize won and level at least 2
