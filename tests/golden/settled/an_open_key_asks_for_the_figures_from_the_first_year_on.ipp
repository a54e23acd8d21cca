policy pol_cf "Generated"
  document "Doc 1"
  effective 2021-12-21 to 2024-06-30
  currency CNY
  round half up to 1
  use voc_aa
article 1 "Generated"
  group grp_bz
    group grp_by
      award by fld_bg when rec_be eve_bo
        otherwise: 9999
article 4 "Over all"
  over policy
    cap fig_aq per year
      carry forward 1 year
