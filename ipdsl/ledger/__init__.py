"""Lines of earlier runs: recalled by rules, carried into later years, restated."""
