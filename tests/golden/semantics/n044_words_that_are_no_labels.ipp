policy example_2022 "Example"
  document "例〔2022〕1号"
  effective 2022-01-01 to 2024-12-31
  use ip
  formerly 1.patent_prize.won
  ended 3.patent-prize

article 1 "Contracts"
  award 20000 when technology_contract recorded
    formerly technology_contract.recorded.2, 2.1.5.technology_contract.recorded
