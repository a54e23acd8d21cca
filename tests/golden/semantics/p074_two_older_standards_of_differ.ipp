policy example_2022 "Example"
  document "例〔2022〕1号"
  effective 2022-01-01 to 2024-12-31
  use ip

article 1 "Titles"
  group titles
    award 100000 to enterprise when ip_title new
    pay highest with older documents per matter
      same matter is item
  pay highest with older documents per matter
    same matter is applicant
