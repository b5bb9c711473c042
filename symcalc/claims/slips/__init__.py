"""The likely slip in a refuted claim: a change of one side that makes it true, if a simple one does."""
