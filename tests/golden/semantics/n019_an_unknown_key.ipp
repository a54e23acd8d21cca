award 20000 once per contrakt to enterprise when technology_contract recorded
