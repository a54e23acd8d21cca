award by filings to enterprise each year
  between 1 and 5: 1000
  at least 7: 2000
