recover 100% of what was paid when technology_contract recorded
award 500 to enterprise when technology_contract recorded
