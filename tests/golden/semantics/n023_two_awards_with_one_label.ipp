award 200000 once when patent_prize won and level is national
award 100000 once when patent_prize won and level is provincial
