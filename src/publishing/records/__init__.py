"""What the site says of one record, whatever its kind: cards and editions."""
