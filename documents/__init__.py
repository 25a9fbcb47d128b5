"""Official documents opened: plain text and docx in, typed elements with their places out."""
