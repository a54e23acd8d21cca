"""Review copies: a policy as a document that people without the language read and approve, as HTML and Word."""
