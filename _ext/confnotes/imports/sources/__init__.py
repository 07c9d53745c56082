"""What schedules and the pyvideo data set say about a conference and its talks."""
