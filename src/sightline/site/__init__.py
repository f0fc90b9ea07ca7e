"""What wires the areas together: settings, addresses, home page, commands, the database's launcher."""
