"""一户一策: one plan a household."""
