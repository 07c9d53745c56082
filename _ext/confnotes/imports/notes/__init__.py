"""Old notes as people keep them: what is recognised becomes directives, the rest stays."""
