"""What the user names: opened, understood, and placed in space and time."""
