policy pol_bu "Generated"
  document "Doc 1"
  effective from 2021-12-21 for 2 years
  currency CNY
  round half up to 0.01
  use voc_aa
article 1 "Generated"
  award 300 to kin_ad while rec_ay sta_bk and not day_bh less than 18 months ago
    as lab_bl
  award 30% of fld_ba at most 50000 to kin_ab when rec_ay fld_bf more than 30% or fld_bf less than 12.35%
    as lab_bm
    counting all other support
  group grp_bt
    group grp_bq
      award 10% of largest fld_ba per fld_bg per year when rec_ay eve_bi and fld_be is mem_ap, mem_an
        as lab_bn
      award 1% of fld_ba above 2500 once to kin_ab when rec_ay eve_bi
        as lab_bo
      award 50000 once to kin_ac when rec_ay day_bh less than 2021-01-11
        as lab_bp
      limit 1 items per applicant, best first
    award max(50% of fld_ba, 5000) when the first rec_ay eve_bi and sta_bk
      as lab_br
    award 100 once while rec_ay sta_bk and fld_bg is txt_ac
      if sin_au more than 3 years or kin_ad
      as lab_bs
    cap 100 per kin_ac
