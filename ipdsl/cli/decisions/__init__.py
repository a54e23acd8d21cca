"""Commands about applicants: decide, ask, trace, compare, write letters, settle tables."""
