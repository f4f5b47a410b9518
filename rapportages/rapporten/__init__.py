"""Reports that are kept: made from the figures of one moment, in steps that a crash may cut off anywhere."""
