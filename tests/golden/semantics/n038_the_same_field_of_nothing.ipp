award 1000 to enterprise when patent granted and has at least 2 technology_contract of the same contract
award 1000 to enterprise when technology_contract recorded and has at least 2 technology_contract of the same contract
  as deals
