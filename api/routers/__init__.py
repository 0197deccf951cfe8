"""JSON under /api/v1, one module a noun of the contract."""
