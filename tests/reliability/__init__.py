"""What must hold when things die: a real service in processes of its own, killed, starved of its disk, restored."""
