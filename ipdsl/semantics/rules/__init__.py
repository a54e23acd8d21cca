"""Rules of a block, and the awards and applicants to which they apply."""
