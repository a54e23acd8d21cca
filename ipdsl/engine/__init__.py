"""The awards of a policy over facts of which not everything is stated: a record on a day in, a proposal out."""
