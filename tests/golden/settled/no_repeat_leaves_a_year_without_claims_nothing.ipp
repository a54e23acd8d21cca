policy pol_cu "Generated"
  document "Doc 1"
  effective 2021-01-01 to 2022-12-31
  currency CNY
  round half even to 0.01
  use voc_aa
  level mem_ah
article 1 "Generated"
  group grp_cq
    award 50000 for each rec_be when rec_be fld_bm is mem_al
    no repeat per matter
