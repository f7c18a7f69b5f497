"""What surrounds a page: templates, styles, scripts, metadata, navigation, site files."""
