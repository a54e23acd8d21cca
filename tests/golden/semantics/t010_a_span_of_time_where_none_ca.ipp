award 20000 to enterprise when technology_contract recorded and amount at least 2 years
