"""How records read in a sentence, and which words the data bears."""
