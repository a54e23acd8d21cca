"""The vocabulary of a policy as data: types, records, fields, kinds of applicant."""
