award by filings to enterprise each year
  between 1 and 5: 1000
  between 5 and 9: 2000
