# Every form of an award.
article 1 "Amounts"
  award 20万元 when r granted
  award 1,200,000 when r granted
  award 1000 EUR when r granted
  award cost when r granted
  award 50% of cost at most 30000 once per undertaking when r granted
  award up to 200000 when r selected
  award up to 50% of official_fees at most 5000 when r granted
  award at discretion once per unit to unit while listing listed
  award 300 for each mediation_case to person each year
  award 20000 plus 10000 for each full 5000000 of sales above 5000000 at most 100000 when r new
  award city_award of major when prize won
  award (30% of cost) less fee when r granted
  award 30% of (cost less fee) when r granted
  award 30% of interest on principal at min(lpr_1y in January of repaid_on, actual_rate) from drawn_on to repaid_on last 1 year to enterprise
    when loan repaid
  award largest amount plus total fee less max(1, rate on day) when r granted
  award (last amount of contract recorded, otherwise 0) less (fee of last year, otherwise 50) when r granted

article 2.1.5 "Rows"
  award by amount to enterprise when contract recorded
    at least 5000000: 50000 once
    between 1000 and 2000: up to 20000
    less than 10%: at discretion
    otherwise: 1% of amount
      if located_here
    as tiers
    formerly 2.technology_contract.recorded, Tiers
    title "Contracts by amount"
    convert at central_parity on paid_on
    of which at least 1/3 for inventor
    of which 10% for "the staff"
  award by right when patent granted
    utility_model, design: 400 once per right
  award by increase of filings over last year to enterprise each year
    at least 20: 5
  award by rank of works_registered per year among enterprise, person
    1: 50000
    ties share the rank
  award by rank of amount per year to enterprise when technology_contract recorded
    1: 50000
    2: 20000, limit 3 items per applicant per year, best first
    ties highest agency_fee first then in order of recorded_on

article 2.1.6 "Rows in rows"
  award by right when patent granted
    design: by cost
      at least 1000: 400 once
      otherwise: by domestic
        yes: 10
        no: at discretion
    utility_model: as follows
      filings at least 3 and domestic: 500
      otherwise: 400 once
  award as follows to enterprise when patent granted
    cost at least 50 and (domestic or filed_on more than 10 years ago): 100 once per right
    not domestic: by right
      design: 2
    filings: as follows
      a and b: 3
      otherwise: 5
    otherwise: up to 5
    at most 200

article 3
  award 10% of total amount per year to enterprise from 2021-01-01 when the first deal paid
    if has at least 1 invention_patent valid or at least 5 utility_patent granted or has no sanction
    if (a or b) and not c and level at least provincial and x between 1 and 5
    if x between 1 November and 31 January of each year and x no later than 31 May of the year after and y within the year before
    if at least 2 of these  # of three
      x earlier than y and a
      has at least 1 invention_patent valid
      not b
    if at most 1 of these
      a
      b
    if x earlier than 30 June of the year before or x later than y or x no earlier than 1 May of the year
    if kind is gold, "a b" and filed_on more than 10 years ago and number at least 3
    at most 30000
    counting all other support
    less already paid for judicial_mark of the same mark
    uncapped
    source "a target"
  award 10% of what articles 2 to 3 pay to enterprise each year
  award (2/3 of what article 2 has paid) times 2 when a b
  award cost less what loans has granted when x what at least 5
award by filings to enterprise each year
  rises above 500: 100000
award 1% of (total sales since 2020, otherwise 0) at most 500 to enterprise each year
  if growth of sales over last year at least 40% and sales more than sales of the year before last
  if sales more than average sales of all years before
