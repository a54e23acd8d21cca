policy brand_support "Generated"
  document "Doc 1"
  effective from 2020-07-01
  currency CNY
  round down to 0.1
  use words
  language 4
article 1 "Generated"
  group transfer
    group services
      award by patent_fee when east_patent in_force
        otherwise: 10000
        as filing_aid
    award 1000 while north_patent in_force
      as starter_grant
  top up per matter
article 2 "Generated"
  award 100% of patent_fee when east_patent granted
  award 50% of revenue to university each year
    as export_bonus
  group promotion
    group training
      award 2500 plus 2500 for each full 5000 of patent_fee above 2500 at most 999 from 2020-03-01
          when east_patent granted and (in_force or granted_on at least 2 years ago)
        if not (filings more than 6 and is_exporter)
        as talent_bonus
      cap 30% of revenue per applicant per year
      cap 100 per applicant per level
      pay highest per applicant per year
      none when another level supported the same matter
    award 12.35% of patent_fee once when the first patent granted and put_to_use
      if has at least 3 east_patent put_to_use
      if is_exporter
      as green_grant
    award max(12.35% of patent_fee, 100000) when north_patent_granted_abroad granted and patent_share at least 50%
      as market_reward
    cap revenue per applicant per patent_region per year
    limit 2 year per applicant
    limit 3 items per applicant per year
  top up per matter
article 3 "Generated"
  group protection
    award 9999 once while north_patent_granted_abroad in_force
      if not has at least 2 north_patent_granted_abroad
      if has at least 1 patent granted put_to_use
      as merit_reward
    award 2500 plus 9999 for each full 1000 of patent_fee at most 100000
        when east_patent granted and patent_fee more than 33333
      if not filings more than 4
      as launch_grant
  oblige institute to "report once a year"
  refers to "Doc 2" for east_patent granted and patent_fee at most 100000 and patent_share less than 50%
    if university
article 4 "Over all"
  over policy
    no repeat per matter
      except filing_aid
    cap 12.35% of revenue per applicant per year
