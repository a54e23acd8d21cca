award 1000 EUR when technology_contract recorded
