"""From the rows of the rooms below to Telfeiten: what is read, what is counted, and how a change is followed."""
