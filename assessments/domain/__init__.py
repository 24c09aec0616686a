"""The rules of an assessment that could be printed in the department's manual."""
