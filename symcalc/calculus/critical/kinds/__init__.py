"""What kind of point a critical point or a corner is, and the sentence that says why."""
