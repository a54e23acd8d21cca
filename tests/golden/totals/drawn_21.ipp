policy pol_bv "Generated"
  document "Doc 1"
  effective 2021-12-21 to 2024-06-30
  currency CNY
  round half up to 1
  use voc_aa
article 1 "Generated"
  award by fld_av once per matter per year to kin_ac
      when rec_bf eve_be and (fld_av at most 999 or day_bb less than 1 year ago)
    more than 100000: 66% of interest on fld_av at min(ser_am in January of day_bb, 3.7%) from day_bd to day_bb at most 1% of fld_av
    more than 2500: 100000
    otherwise: 12.35% of fld_av
    as lab_bt
  award 10000 once when rec_bh eve_br
    if fig_ar at least 3
    as lab_bu
  top up per fld_bn
