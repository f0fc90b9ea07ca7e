"""What somebody of ill will sends, or a machine at random: nothing breaks, nothing leaks, nothing runs."""
