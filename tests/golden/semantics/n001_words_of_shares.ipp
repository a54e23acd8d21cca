article 1
  award 1000 to enterprise when technology_contract recorded
  pay in parts
    half at once
    the rest 1 year later
