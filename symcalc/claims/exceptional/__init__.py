"""What derivatives are where their formulas have no value: exceptional places, asked for one by one."""
