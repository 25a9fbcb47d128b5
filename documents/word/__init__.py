"""A .docx as Word would set it: pages, paragraphs and runs with their effective formatting, shapes, headers and footers."""
