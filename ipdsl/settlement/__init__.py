"""Settlement of claims: apply the rules of a policy to claims and record what each rule did in a journal."""
