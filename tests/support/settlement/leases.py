"""The words of leases and gifts: events, states and yearly figures, for carried money and unknown days."""

WORDS = """vocabulary leases "Leases"

applicant firm "firm"

figures per year
  income money

record lease plural leases
  key number
  number text
  amount money
  project text
  area text
  colour is one of red, blue
  signed_on date
  ended_on date
  event signed on signed_on
  state running from signed_on until ended_on

record gift plural gifts
  key number
  number text
  made_on date
  event made on made_on
"""
