# Rates of a day, payees, days of parts, and what a recovery has no word for.
use ip
language 4

article 1
  award 100 to enterprise when technology_contract recorded
    as contracts
  pay in parts
    50% on approval
    the rest on completion
    30% next year
    the rest when recorded to "Bank"
  recover 100% of what was paid when sanction opened within 5 years
  recover 100% of what was paid since 2023-01-01 when sanction opened
  recover 100% of what was paid when sanction opened
    interest 0.05% per day from the payment to opened_on
    interest of 1.5% per month
    nothing below 100 per enterprise per year
    at most what was paid less 1000
    stop further payments
  suspend enterprise for 2 years when sanction opened
  award interest on amount at 0.05% per day from recorded_on to recorded_on to enterprise when technology_contract recorded
  award by level to enterprise when technology_contract recorded
    national: 1000, limit 3 items per year across applicants
    otherwise: 2000
