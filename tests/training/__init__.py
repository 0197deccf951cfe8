"""What training draws from and aims at: the parts that need no torch."""
