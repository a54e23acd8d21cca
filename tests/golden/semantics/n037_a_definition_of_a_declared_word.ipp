here amount of technology_contract means 50% of amount
award amount at most 20000 to enterprise when technology_contract recorded
