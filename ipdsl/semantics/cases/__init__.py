"""Cases of a policy: given facts and expectations."""
