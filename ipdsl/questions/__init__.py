"""What users ask beyond one decision: one firm under several policies, what is missing, how one claim came about."""
