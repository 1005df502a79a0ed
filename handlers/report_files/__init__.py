"""A month's report as files: picture, workbook, page, table. Heavy parts are loaded when used."""
