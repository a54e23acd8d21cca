"""The interview: asks one question at a time until the facts of one applicant are complete."""
