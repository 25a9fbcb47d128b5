"""Small edits of a .docx: texts, properties, comments; what is not edited stays as it is."""
