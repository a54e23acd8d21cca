award 20000 to enterprise when technology_contract recorded and official_fees at least 1000
