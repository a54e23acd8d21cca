"""Evaluates the awards of a policy over complete or incomplete facts. Input: a record on a day; output: a proposal."""
