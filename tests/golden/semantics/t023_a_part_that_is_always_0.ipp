award (1% of official_fees above 50000 up to 10000) at most 2000 when invention_patent granted
award (1% of (official_fees up to 50000)) at most 2000 when invention_patent granted
