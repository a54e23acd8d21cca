award 300000 when patent_prize won and prize is golden
