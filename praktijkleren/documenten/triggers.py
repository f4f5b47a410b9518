"""The database refuses to change or remove a sealed file: everybody has these bytes, and the register proves them.

Nothing of ours does either. Whoever builds the end of the term for which they are kept, makes that the one way out.
"""

from praktijkleren.audit.triggers import Guard

SEALED_FILES = Guard("documenten", {"documenten_zegelstuk": ["id", "document_id", "pdf_sha256"]})
