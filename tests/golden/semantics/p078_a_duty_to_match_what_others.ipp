award 2000 to unit when patent granted
  as a
award 2000 to institution when patent_prize won
  as b
oblige institution to match at least 50% of award
oblige institution to match at least 20% of award
  reading "of its own awards"
oblige unit to match at least 20% of award
