award 1000 to enterprise when patent granted and has at least 2 technology_contract with (located_here)
award 1000 to enterprise when patent granted and number of technology_contract with (filings at least 3) at least 2
  as by_figure
award 1000 to enterprise when patent granted and has no technology_contract with (has at least 2 patent valid)
  as by_state
award 1000 to enterprise when patent granted and has at least 2 technology_contract with (located_here on recorded_on)
  as right
