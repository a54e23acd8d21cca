policy spark_2023 "Spark"
  effective 2023-01-01 to 2026-12-31
  use ip

article 1 "Who may apply"
  if located_here

article 2 "Grants"
  if located_here
  group marks
    if located_here
  award 5000 to enterprise when patent granted
  group patents
    if located_here
    award 100 to enterprise when invention_patent granted
      as more

article 3 "Elsewhere"
  if located_here
  refers to "Other" for patent granted
