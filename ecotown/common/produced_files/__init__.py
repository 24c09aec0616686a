"""Files that workers make for rows: papers, packages, minutes, certificates, reprints."""
