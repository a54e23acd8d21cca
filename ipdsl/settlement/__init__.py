"""Settlement of claims: the rules of a policy take their part, and the journal tells what each rule did."""
