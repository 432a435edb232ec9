"""Layer `promise`: dates that can be kept, from free capacity and free material, and the plan of all open orders."""
