"""What pages show of any record: cards, roles, edition, menu, and the register they come from."""
