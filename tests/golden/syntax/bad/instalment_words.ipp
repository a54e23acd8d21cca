article 1
  award 1000 to enterprise when technology_contract recorded
  pay in parts
    25% each quarter
    10% monthly for 10 months
    50% 3 months after put_to_use
    50% at the end of the year
    50% within 30 days
    50% by 31 March
    100% when recorded no later than 31 March of the year after
    two equal instalments
  recover 100% of what was paid after recorded_on
  recover what was paid above 10% of amount when technology_contract recorded
