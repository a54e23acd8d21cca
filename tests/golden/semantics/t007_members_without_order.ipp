award 20000 when patent_prize won and prize at least silver
