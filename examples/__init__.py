"""A fictional county's files, and the generator that makes its workbooks."""
