"""The ledger of register books: what each volume should hold, what it does hold, and who had it in hand."""
