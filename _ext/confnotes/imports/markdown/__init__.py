"""Text from elsewhere becomes Markdown: headings, directives, and the prose of abstracts."""
