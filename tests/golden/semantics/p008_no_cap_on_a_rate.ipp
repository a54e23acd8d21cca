award 3% of amount to enterprise when technology_contract recorded
