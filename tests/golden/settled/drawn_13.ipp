policy pol_ca "Generated"
  document "Doc 1"
  effective from 2021-01-01 for 2 years
  currency CNY
  round half even to 0.01
  use voc_aa
article 1 "Generated"
  group grp_bq
    group grp_bn
      award 2500 for each rec_bj to kin_ad when rec_bj eve_bf and fld_az
        if app_at is mem_ah
        as lab_bm
      none when another level supported the same matter
      no repeat per matter per year
    group grp_bp
      award 66% of fig_av at most 1000 each year
        if fig_av less than 30% of fig_av
        if kin_ab
        if fig_au less than 50% of fig_au
        as lab_bo
      none when another level supported the same matter
      cap 50000 per applicant per year
    limit 2 year per applicant, earliest first
    pay highest per applicant per year
  award by fld_ay once per key_ax when rec_bj eve_bf and fld_ay at least 33333
    at least 9999: 3% of fld_ay at most 300 once
    at least 2500: 30% of fld_bc at most 33333
    otherwise: 3% of fld_bc above 20000 once per applicant
    if has at least 2 rec_bk fld_az
    if has at least 2 rec_bj eve_bf
    as lab_br
  group grp_bv
    award 999 once to kin_ad while kin_ad kin_ae
      as lab_bs
    award 5000 once to kin_ae when rec_bk not (fld_ay at least 1000 and fld_az)
      as lab_bt
    award 100% of fld_ay once when the first rec_aw
      as lab_bu
    top up per key_ax
  no repeat per matter per year
article 2 "Generated"
  award 1% of fld_bc to kin_ab when rec_bj eve_bh
    if app_ar
    as lab_bw
    counting all other support
  group grp_by
    award 50000 to kin_ad while kin_ad has less than 2 rec_bk eve_bh fld_az and app_at is mem_ah, mem_ak
      as lab_bx
    no repeat per matter
    cap 1% of fig_av per applicant per year
  award 10000 once per matter to cla_af when rec_aw eve_bf and fld_ba less than 18 months ago
    as lab_bz
  allocate 10000 per year to kin_ac while kin_ac app_aq more than 1 year ago
article 3 "Over all"
  over policy
    no repeat per matter per year
article 4 "Over all"
  over policy
    suspend kin_ad for the year when rec_aw eve_bh
