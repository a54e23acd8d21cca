article 1
  award 10% of amount at most 500 to enterprise when technology_contract recorded
    set off against awards for 3 years
article 2
  collect as follows from enterprise when technology_contract recorded
    amount at least 500: up to 200
    otherwise: 12
      set off against awards for 3 years
    as charge
  cap 1000 per enterprise per year
    carry forward 2 years
article 3
  collect 20 from enterprise when certification passed
    of which 10% for "the staff"
  cap 1000 per year across applicants
article 4
  award 20 to enterprise when certification passed
  cap 1000 per enterprise per year
    what is paid back counts no longer
    what lapses counts no longer
article 5
  award 20 to enterprise when certification passed
    as passing
  cap 1000 per enterprise
    what lapses counts no longer
