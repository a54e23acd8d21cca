policy two "Two kinds of record"
  effective 2022-01-01 to 2024-12-31
  use ip
  language 4

article 1 "Titles"
  award 5000 to enterprise when ip_title new
    as title_aid
  award 2000 to enterprise while city_cultivation in_progress
    as cultivation_aid
  recover 100% of what was paid when ip_title new
    as every_cultivation
  recover 100% of what was paid when ip_title new
    as every_cultivation_as_read
    reading "the aid of every cultivation is paid back"
  recover 100% of what was paid for the same title when ip_title new
    as of_the_title
  recover 100% of what was paid when technology_contract recorded
    as of_another_record
