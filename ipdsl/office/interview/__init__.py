"""The interview: from nothing, or from what is known, to the facts of one applicant, one question at a time."""
