award 20000 per contract to enterprise when technology_contract recorded
