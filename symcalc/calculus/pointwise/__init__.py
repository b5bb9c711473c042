"""What holds at a point: where a formula for a derivative is right, and what a Hessian is there."""
