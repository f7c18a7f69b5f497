"""Files for readers: data, spreadsheet, notebooks, citations."""
