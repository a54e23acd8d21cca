"""The claims of an applicant: which awards pay for what, on which day, and by which keys rules count."""
