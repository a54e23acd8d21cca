article 1
  award 1000 to enterprise when technology_contract recorded
article 2
  over article 1
    here clawback of technology_contract means 50%
