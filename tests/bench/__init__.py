"""The room harness: what a room of participants costs, beside stock Voila with the same page in the same run."""
