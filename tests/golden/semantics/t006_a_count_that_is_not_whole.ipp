award by filings to enterprise each year
  at least 1.5: 20000
