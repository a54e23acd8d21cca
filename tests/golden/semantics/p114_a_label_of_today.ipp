policy example_2022 "Example"
  document "例〔2022〕1号"
  effective 2022-01-01 to 2024-12-31
  use ip
  formerly example_2022
  ended prizes

article 1 "Contracts"
  award 20000 when technology_contract recorded
    as contracts
    formerly contracts
  award 10000 when patent_prize won
    as prizes
  award 5000 when ip_title new
    formerly prizes, 1.technology_contract.recorded
