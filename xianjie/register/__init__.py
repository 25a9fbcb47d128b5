"""The register for people: browsing, coverage, the self-check list, holding it against the policy texts."""
