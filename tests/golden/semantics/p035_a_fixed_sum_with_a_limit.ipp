award 300000 at most 200000 when soft_topic selected
