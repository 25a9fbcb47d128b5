"""Repairing what is mechanically wrong in an official document: by check, each change told, nothing else touched."""
