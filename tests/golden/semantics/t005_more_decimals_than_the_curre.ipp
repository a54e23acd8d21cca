award 0.005 to enterprise when technology_contract recorded
