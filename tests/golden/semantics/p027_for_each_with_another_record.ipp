award 300 for each soft_topic to enterprise when technology_contract recorded
