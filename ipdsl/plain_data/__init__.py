"""Plain data of facts and ledgers: strict JSON, places, names in two languages, single values, findings."""
