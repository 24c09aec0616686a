"""What a verification finds: awards and signatures."""
