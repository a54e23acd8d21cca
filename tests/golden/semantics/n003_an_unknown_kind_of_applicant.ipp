award 20000 to enterprises when technology_contract recorded
