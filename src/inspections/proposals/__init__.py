"""From a report to rows: what a document says, as candidates that a person accepts or drops."""
