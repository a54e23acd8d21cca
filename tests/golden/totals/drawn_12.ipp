policy pol_bk "Generated"
  document "Doc 1"
  effective from 2021-12-21
  currency CNY
  round half up to 0.01
  use voc_aa
article 1 "Generated"
  award 300 for each rec_aq to kin_ad
      when rec_aq eve_bb and fld_aw at least 100 and day_bc less than 1 month ago
    if kin_ac
    as lab_bf
  award 33333 when rec_aq eve_bb and day_ba between 2019-12-02 and 2021-01-01 and fld_at
    as lab_bg
    less already paid for rec_aq of the same key_ar
article 2 "Generated"
  group grp_bi
    award by fld_az once per fld_av when rec_aq day_ba more than 2022-06-10 and day_ba at least 2 years ago
      mem_ai: 1% of fld_as
      mem_ag, mem_ah: max(3% of fld_aw, 300)
      mem_aj: 1000
      if app_al or app_an is mem_aj, mem_ai
      if app_am more than 7
      as lab_bh
    limit 1 items per applicant per year, earliest first
  award up to 20000 once while rec_aq sta_bd
    if kin_ad
    as lab_bj
  cap fig_ap per applicant per fld_av per year
  oblige kin_ad to "report once a year"
article 3 "Over all"
  over policy
    none when another level supported the same matter
      except article 1
