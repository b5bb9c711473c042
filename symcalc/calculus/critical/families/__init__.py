"""Critical points that are not isolated, and sets without a derivative."""
