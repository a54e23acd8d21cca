"""The claims of an applicant: awards applied to records and days, and the keys by which rules count the claims."""
