group a
  award 2000 to enterprise when patent_prize won
    as a
  no repeat per level
group b
  award 2000 to enterprise when patent_prize won
    as b
  no repeat per level
    reading "meant so"
  no repeat per matter per level
  no repeat per patent
