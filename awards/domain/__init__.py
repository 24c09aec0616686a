"""The rules of awards: numbers, ceremonies, print runs, designs and their layouts."""
