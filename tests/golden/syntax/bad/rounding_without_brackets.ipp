award 30% of cost rounded down to 100 when certification passed
award 30% of cost at most 5000 rounded down to 100 when certification passed
award cost times 2 rounded down to 100 when certification passed
award cost divided by 2 rounded down to 100 when certification passed
award cost less official_fees rounded up to 100 when certification passed
award (30% of cost) rounded down to 100 when certification passed
award cost rounded down to 100 plus 5 at most (7 rounded down to 2) when certification passed
