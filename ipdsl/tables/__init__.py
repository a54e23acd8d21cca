"""Tables of many applicants: taken in as Arrow, checked as a whole, and read row by row by the one reader of facts."""
