"""From (definition, data) to the bytes of a PDF or a workbook."""
