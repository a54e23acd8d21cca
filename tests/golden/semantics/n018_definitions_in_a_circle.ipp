here first_sum of technology_contract means 50% of second_sum
here second_sum of technology_contract means first_sum plus amount
award first_sum at most 20000 to enterprise when technology_contract recorded
