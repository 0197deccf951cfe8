"""The shapes papers come in: forms, cards, passports, tables, and papers that are none of ours."""
