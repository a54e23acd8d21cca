article 1
  award 30000 to enterprise when technology_contract recorded
    as two_rests
  pay in parts
    50% at once
    the rest 1 year later
    the rest 2 years later
article 2
  award 30000 to enterprise when technology_contract recorded
    as in_parts
  pay in parts
    50% at once
    the rest 1 year later
  cap 50000 per enterprise per year
    carry forward 2 years
article 3
  award 30000 to enterprise when technology_contract recorded
    as of_patents
  pay in parts
    30% when patent granted of the same amount
    10% when refused
    10% when patent granted of the same country
