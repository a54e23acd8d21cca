article 1
  award 30000 to enterprise when technology_contract recorded
article 2
  pay in parts
    60% at once
    the rest 1 year later
