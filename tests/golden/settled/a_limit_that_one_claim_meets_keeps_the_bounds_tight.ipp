policy pol_ce "Generated"
  document "Doc 1"
  effective 2021-12-21 to 2023-12-31
  currency CNY
  round half up to 0.01
  use voc_aa
  level mem_af
article 1 "Generated"
  award min(2500) when rec_bh eve_bs and day_bp at least 2 months ago
    as lab_bw
  limit 1 fld_bn per cla_ad
