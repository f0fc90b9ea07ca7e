"""What the start script does before any environment exists; standard library only, like all it imports."""
