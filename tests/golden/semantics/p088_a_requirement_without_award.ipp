require of technology_contract that put_to_use
award 500 when patent granted
