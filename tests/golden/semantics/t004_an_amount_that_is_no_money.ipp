award 30% when technology_contract recorded
