"""Guards between the applicants of a register: another register, renamed ids, and one item of several applicants."""
