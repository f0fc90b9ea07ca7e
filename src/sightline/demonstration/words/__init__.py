"""The sentences of the demonstration: invented, plain and respectful; `{n}` stands for what the child is called."""
