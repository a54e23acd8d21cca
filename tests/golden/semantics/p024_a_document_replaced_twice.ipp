policy example_2022 "Example"
  document "例〔2022〕1号"
  effective 2022-01-01 to 2024-12-31
  use ip
  replaces "例〔2018〕1号"
    clause 1.technology_contract.recorded was 3.contract
    clause 1.technology_contract.recorded was 3.contract
  replaces "例〔2018〕1号"

article 1 "Contracts"
  award 20000 to enterprise when technology_contract recorded
