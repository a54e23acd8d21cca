policy example_2022 "Example"
  document "例〔2022〕1号"
  effective 2022-01-01 to 2024-12-31
  use ip
  formerly example_2020, example_2020
  ended 1.patent_prize.won

article 1 "Contracts"
  award 20000 when technology_contract recorded
    formerly 2.technology_contract.recorded, 2.technology_contract.recorded
  award 10000 when patent_prize won
    formerly 1.patent_prize.won
